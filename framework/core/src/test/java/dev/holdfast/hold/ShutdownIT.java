package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** An application that is closed at work: what is committed is exactly what was done. */
class ShutdownIT {
    private static final int PARTITIONS = 4;
    private static KafkaCluster cluster;
    private static Feed feed;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start(1);
        feed = new Feed(cluster);
    }

    @AfterAll
    static void stop() {
        feed.close();
        cluster.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        holdfastLog().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        holdfastLog().detachAppender(log);
    }

    private static Logger holdfastLog() {
        return (Logger) LoggerFactory.getLogger("dev.holdfast");
    }

    @ParameterizedTest
    @CsvSource({"classic, false", "classic, true", "consumer, false", "consumer, true"})
    void underLoadWhatIsCommittedIsWhatWasDone(String protocol, boolean emits) {
        String topic = "load." + protocol + "." + emits;
        cluster.createTopic(topic, PARTITIONS, 1);
        feed.numbers(topic, 0, 40_000, 1_000);
        Map<Integer, Set<Long>> done = new ConcurrentHashMap<>();
        Ledger ledger = new Ledger();
        Topic<String, String> copies = Topic.of(topic + ".copies", String.class, String.class);
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", protocol))
                .topic(TopicSpec.of(copies).partitions(1))
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .concurrency(8)
                        .emits(copies)
                        .runMessage((message, delivery) -> {
                            Thread.onSpinWait();
                            if (delivery.offset() % 50 == 0) {
                                LockSupport.parkNanos(2_000_000);
                            }
                            done.computeIfAbsent(delivery.partition(), unseen -> ConcurrentHashMap.newKeySet())
                                    .add(delivery.offset());
                            ledger.handled(message.key(), Integer.parseInt(message.value()));
                            return emits ? Outcome.emit(Message.of(message.key(), message.value())) : Outcome.done();
                        }))
                .build();
        app.start();
        // One broker alone is warned about, and rightly.
        log.list.clear();
        ledger.awaitAtLeast(3_000);
        app.close(Duration.ofSeconds(20));
        assertThat(ledger.size()).as("closed under load").isLessThan(40_000);
        Commits commits = new Commits(cluster, topic);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Set<Long> committed = commits.done(new TopicPartition(topic, partition));
            Set<Long> handled = new TreeSet<>(done.getOrDefault(partition, Set.of()));
            Set<Long> difference = new TreeSet<>(handled);
            difference.removeAll(committed);
            assertThat(difference)
                    .as("handled, not committed, in partition %s", partition)
                    .isEmpty();
            assertThat(committed).as("committed in partition %s", partition).hasSameSizeAs(handled);
        }
        HandlerState state = app.state().handlers().get(0);
        assertThat(state.failed()).isZero();
        assertThat(state.handled()).isEqualTo(ledger.size());
        assertThat(log.list).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandlerThatDoesNotEndIsLeftBehindAndItsRecordIsNotCommitted(boolean obeysInterrupts) {
        String topic = "endless." + obeysInterrupts;
        cluster.createTopic(topic, 1, 1);
        feed.numbersTo(topic, 0, 0, 10);
        CountDownLatch release = new CountDownLatch(1);
        Ledger ledger = new Ledger();
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(
                        Topic.of(topic, String.class, String.class),
                        handler -> handler.runMessage((message, delivery) -> {
                            if (delivery.offset() == 4) {
                                await(release, obeysInterrupts);
                            }
                            ledger.handled(message.key(), Integer.parseInt(message.value()));
                            return Outcome.done();
                        }))
                .build();
        app.start();
        ledger.awaitAtLeast(9);
        long begin = System.nanoTime();
        app.close(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(app.state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(new Commits(cluster, topic).done(new TopicPartition(topic, 0)))
                .containsExactly(0L, 1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
        assertThat(app.state().handlers().get(0).failed()).isZero();
        assertThat(log.list).noneMatch(event -> event.getLoggerName().equals("dev.holdfast.failures"));
        release.countDown();
    }

    private static void await(CountDownLatch latch, boolean obeysInterrupts) throws InterruptedException {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                if (obeysInterrupts) {
                    throw e;
                }
            }
        }
    }
}
