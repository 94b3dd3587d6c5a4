package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handlers that rest, are slow or fail: what is read, what waits, and what is read twice (nothing). */
class BackPressureIT {
    private static KafkaCluster cluster;
    private static Feed feed;

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

    @Test
    void aPausedHandlerTakesNothingNewAndGoesOnWhereItWas() {
        String topic = "paused";
        cluster.createTopic(topic, 1, 1);
        feed.numbersTo(topic, 0, 0, 10);
        try (OneApp app = OneApp.start(cluster, topic)) {
            app.awaitHandled(10);
            app.app().handler("paused/paused").pause();
            await().until(() -> partition(app.app(), 0).paused());
            assertThat(app.app().handler("paused/paused").state().phase()).isEqualTo(Phase.PAUSED);
            feed.numbersTo(topic, 0, 10, 20);
            await().during(Duration.ofMillis(700))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> app.handled().size() == 10);
            app.app().handler("paused/paused").resume();
            app.awaitHandled(20);
            app.assertNothingTwice();
        }
    }

    @Test
    void aSlowPartitionDoesNotStopItsNeighboursAndWhatItHasInFlightIsBounded() {
        String topic = "slow";
        cluster.createTopic(topic, 2, 1);
        List<ProducerRecord<byte[], byte[]>> large = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            large.add(new ProducerRecord<>(topic, 0, Feed.bytes("same"), new byte[900_000]));
        }
        feed.send(large);
        feed.numbersTo(topic, 1, 0, 5_000);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger quick = new AtomicInteger();
        AtomicInteger slow = new AtomicInteger();
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, byte[].class), handler -> handler.order(Order.KEY)
                        .runMessage((message, delivery) -> {
                            if (delivery.partition() == 0) {
                                release.await();
                                slow.incrementAndGet();
                            } else {
                                quick.incrementAndGet();
                            }
                            return Outcome.done();
                        }))
                .build();
        app.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> quick.get() == 5_000);
        await().until(() -> partition(app, 0).paused());
        assertThat(partition(app, 0).inFlight() * 900_000).isBetween(1L, 33L * 1024 * 1024);
        feed.numbersTo(topic, 1, 5_000, 6_000);
        await().atMost(Duration.ofSeconds(30)).until(() -> quick.get() == 6_000);
        release.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> slow.get() == 120);
        app.close();
    }

    /** Kafka's consumer would go round in poll for as long as records of a paused partition are buffered (KAFKA-21084). */
    @Test
    void aPausedPartitionKeepsNoProcessorBusy() throws InterruptedException, TimeoutException {
        String topic = "idle-while-paused";
        cluster.createTopic(topic, 1, 1);
        List<ProducerRecord<byte[], byte[]>> large = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            large.add(new ProducerRecord<>(topic, 0, Feed.bytes("same"), new byte[900_000]));
        }
        feed.send(large);
        CountDownLatch release = new CountDownLatch(1);
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(
                        Topic.of(topic, String.class, byte[].class),
                        handler -> handler.runMessage((message, delivery) -> {
                            release.await();
                            return Outcome.done();
                        }))
                .build();
        app.start();
        app.awaitRunning(Duration.ofSeconds(30));
        await().atMost(Duration.ofSeconds(30)).until(() -> partition(app, 0).paused());
        Duration window = Duration.ofSeconds(2);
        long before = pollingNanos(topic);
        assertThat(release.await(window.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        assertThat(pollingNanos(topic) - before)
                .as("processor time of the poll thread")
                .isLessThan(window.toNanos() / 4);
        release.countDown();
        app.close();
    }

    private static long pollingNanos(String group) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("holdfast-" + group))
                .filter(thread -> thread.getThreadName().endsWith("-poll"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    @Test
    void failuresAreTriedAgainWithoutReadingAnythingTwice() throws Exception {
        String topic = "once-read";
        cluster.createTopic(topic, 1, 1);
        int records = 5_000;
        feed.numbers(topic, 0, records, 100);
        AtomicBoolean mended = new AtomicBoolean();
        Map<Integer, Integer> failures = new ConcurrentHashMap<>();
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .run((value, delivery) -> {
                            int number = Integer.parseInt(value);
                            if (number % 10 == 3 && !mended.get()) {
                                failures.merge(number, 1, Integer::sum);
                                throw new IllegalStateException("not yet");
                            }
                            return Outcome.done();
                        }))
                .build();
        app.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> failures.values().stream().anyMatch(times -> times >= 2));
        mended.set(true);
        new Commits(cluster, topic).awaitNoLag(topic);
        assertThat(recordsConsumed(topic)).isEqualTo(records);
        app.close();
    }

    private static double recordsConsumed(String topic) throws Exception {
        double total = 0;
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=" + topic + "-*"),
                        null)) {
            if (name.getKeyProperty("topic") == null) {
                total += (double)
                        ManagementFactory.getPlatformMBeanServer().getAttribute(name, "records-consumed-total");
            }
        }
        return total;
    }

    private static PartitionState partition(Holdfast app, int number) {
        return app.state().handlers().get(0).partitions().stream()
                .filter(state -> state.partition() == number)
                .findFirst()
                .orElseThrow();
    }
}
