package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@KafkaTest
@Timeout(120)
class RetryTopicsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final Topic<byte[], byte[]> source;
    private final String group;
    private final List<Holdfast> apps = new ArrayList<>();
    private final BlockingQueue<Handled> handled = new LinkedBlockingQueue<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    record Handled(String value, Delivery delivery, Instant at) {}

    RetryTopicsIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.source = topics.create(Topic.of("orders", byte[].class, byte[].class), 2);
        this.group = topics.uniqueName("billing");
    }

    @AfterEach
    void ends() {
        apps.forEach(Holdfast::close);
    }

    private Holdfast start(HandlerFeature... features) throws Exception {
        Holdfast app = Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(source, handler -> {
                    handler.order(Order.KEY_UNTIL_RETRY);
                    List.of(features).forEach(handler::with);
                    handler.runMessage(this::handle);
                })
                .build();
        apps.add(app);
        app.start();
        app.awaitRunning(PATIENCE);
        return app;
    }

    private void stop(Holdfast app) {
        app.close();
        apps.remove(app);
    }

    /** A value like "fail 2 …" fails twice, "reject …" is rejected. */
    private Outcome handle(Message<byte[], byte[]> message, Delivery delivery) {
        String value = message.value() == null ? "tombstone" : text(message.value());
        handled.add(new Handled(value, delivery, Instant.now()));
        if (value.startsWith("reject")) {
            return Outcome.deadLetter("no such customer");
        }
        if (value.startsWith("later")) {
            return delivery.attempt() == 1 ? Outcome.retryAfter(Duration.ofMillis(1500)) : Outcome.done();
        }
        int wanted = value.startsWith("fail") ? Integer.parseInt(value.split(" ", -1)[1]) : 0;
        if (failures.merge(delivery.id(), 1, Integer::sum) <= wanted) {
            throw new IllegalStateException("the bank is away");
        }
        return Outcome.done();
    }

    private void publish(int partition, String key, String value) {
        publish(new ProducerRecord<>(source.name(), partition, bytes(key), bytes(value)));
    }

    private void publish(ProducerRecord<byte[], byte[]> record) {
        topics.publish(List.of(record));
    }

    private Handled next() throws InterruptedException {
        Handled next = handled.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("something handled within " + PATIENCE).isNotNull();
        return next;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String role, int count) {
        List<ConsumerRecord<Object, Object>> read =
                topics.probe(Topic.of(own(role), byte[].class, byte[].class)).await(count, PATIENCE);
        return read.stream().map(RetryTopicsIT::inBytes).toList();
    }

    private static ConsumerRecord<byte[], byte[]> inBytes(ConsumerRecord<Object, Object> read) {
        return new ConsumerRecord<>(
                read.topic(),
                read.partition(),
                read.offset(),
                read.timestamp(),
                read.timestampType(),
                read.serializedKeySize(),
                read.serializedValueSize(),
                (byte[]) read.key(),
                (byte[]) read.value(),
                read.headers(),
                Optional.empty());
    }

    private String own(String role) {
        return source.name() + "." + group + "." + role;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var all = StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .toList();
        assertThat(all).as(name).hasSize(1);
        return text(all.get(0).value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFailingRecordGoesThroughTheTiersToTheDeadLettersInItsOriginalBytes() throws Exception {
        start(RetrySchedule.of("200ms", "400ms"));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(source.name(), 1, 1_000_000_000_000L, bytes("k"), bytes("fail 9"));
        record.headers().add("tenant", bytes("t1")).add(FailureHeaders.ATTEMPTS, bytes("77"));
        publish(record);
        publish(1, "k", "free");

        List<Handled> attempts = new ArrayList<>();
        while (attempts.size() < 3) {
            Handled one = next();
            if (one.value().equals("fail 9")) {
                attempts.add(one);
            }
        }
        assertThat(attempts).extracting(one -> one.delivery().attempt()).containsExactly(1, 2, 3);
        assertThat(attempts).allSatisfy(one -> {
            assertThat(one.delivery().id()).isEqualTo(source.name() + "-1-0");
            assertThat(one.delivery().timestamp().toEpochMilli()).isEqualTo(1_000_000_000_000L);
            assertThat(one.delivery().header(FailureHeaders.ATTEMPTS)).contains("77");
            assertThat(one.delivery().headers()).hasSize(2);
        });
        ConsumerRecord<byte[], byte[]> first = read("retry.1", 1).get(0);
        ConsumerRecord<byte[], byte[]> second = read("retry.2", 1).get(0);
        ConsumerRecord<byte[], byte[]> letter = read("dead-letter", 1).get(0);
        assertThat(attempts.get(1).at().toEpochMilli())
                .isGreaterThanOrEqualTo(Long.parseLong(header(first, FailureHeaders.DUE_AT)));
        assertThat(attempts.get(2).at().toEpochMilli())
                .isGreaterThanOrEqualTo(Long.parseLong(header(second, FailureHeaders.DUE_AT)));
        for (ConsumerRecord<byte[], byte[]> copy : List.of(first, second, letter)) {
            assertThat(copy.partition()).isEqualTo(1);
            assertThat(copy.key()).isEqualTo(bytes("k"));
            assertThat(copy.value()).isEqualTo(bytes("fail 9"));
            assertThat(copy.timestamp()).isGreaterThan(1_700_000_000_000L);
            assertThat(header(copy, "tenant")).isEqualTo("t1");
            assertThat(header(copy, "holdfast-foreign-attempts")).isEqualTo("77");
            assertThat(header(copy, FailureHeaders.ORIGIN_OFFSET)).isEqualTo("0");
            assertThat(header(copy, FailureHeaders.GROUP)).isEqualTo(group);
        }
        assertThat(header(second, FailureHeaders.ATTEMPTS)).isEqualTo("2");
        assertThat(header(letter, FailureHeaders.ATTEMPTS)).isEqualTo("3");
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("retries-exhausted");
        assertThat(header(letter, FailureHeaders.EXCEPTION_CLASS)).isEqualTo("java.lang.IllegalStateException");
        assertThat(header(letter, FailureHeaders.EXCEPTION_STACKTRACE)).contains("RetryTopicsIT.handle");
        assertThat(header(letter, FailureHeaders.FIRST_FAILED_AT))
                .isEqualTo(header(first, FailureHeaders.FIRST_FAILED_AT));
        assertThat(letter.headers().lastHeader(FailureHeaders.DUE_AT)).isNull();
        topics.committed(group).awaitLagZero(own("retry.2"), PATIENCE);
    }

    @Test
    void whatIsMalformedOrForgedInATierIsADeadLetterAndItsNeighbourIsHandled() throws Exception {
        start(RetrySchedule.of("200ms"));
        ProducerRecord<byte[], byte[]> garbage =
                new ProducerRecord<>(own("retry.1"), 0, bytes("g"), new byte[] {(byte) 0xff});
        garbage.headers().add(FailureHeaders.ATTEMPTS, bytes("many"));
        publish(garbage);
        publish(new ProducerRecord<>(own("redrive"), 0, null, null));
        publish(0, "k", "fail 1");

        assertThat(next().delivery().attempt()).isEqualTo(1);
        assertThat(next().delivery().attempt()).isEqualTo(2);
        List<ConsumerRecord<byte[], byte[]>> letters = read("dead-letter", 2);
        assertThat(letters)
                .allSatisfy(letter ->
                        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("malformed-headers"))
                .anySatisfy(letter -> {
                    assertThat(letter.value()).isEqualTo(new byte[] {(byte) 0xff});
                    assertThat(header(letter, "holdfast-foreign-attempts")).isEqualTo("many");
                    assertThat(header(letter, FailureHeaders.ORIGIN_TOPIC)).isEqualTo(own("retry.1"));
                })
                .anySatisfy(letter -> assertThat(letter.value()).isNull());
    }

    @Test
    void rejectedRecordsAndTombstonesOfAHandlerOfValuesAreDeadLettersAtOnce() throws Exception {
        start(RetrySchedule.deadLettersOnly());
        publish(0, "k", "reject");
        publish(0, "k", "fail 1");
        publish(new ProducerRecord<>(source.name(), 0, null, new byte[0]));

        List<ConsumerRecord<byte[], byte[]>> letters = read("dead-letter", 2);
        assertThat(letters)
                .extracting(letter -> header(letter, FailureHeaders.REASON))
                .containsExactlyInAnyOrder("rejected", "retries-exhausted");
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        assertThat(handled).extracting(Handled::value).containsExactlyInAnyOrder("reject", "fail 1", "");
    }

    @Test
    void aRestartKeepsTheTimeWhenARecordIsDue() throws Exception {
        Holdfast before = start(RetrySchedule.of("8s"));
        publish(0, "k", "fail 1");
        next();
        ConsumerRecord<byte[], byte[]> waiting = read("retry.1", 1).get(0);
        stop(before);
        start(RetrySchedule.of("8s"));

        Handled second = next();
        long due = Long.parseLong(header(waiting, FailureHeaders.DUE_AT));
        assertThat(second.at().toEpochMilli()).isGreaterThanOrEqualTo(due);
        assertThat(second.delivery().attempt()).isEqualTo(2);
        assertThat(read("retry.1", 1)).hasSize(1);
    }

    @Test
    void aTierThatWasTakenAwayIsReadUntilItIsEmpty() throws Exception {
        Holdfast before = start(RetrySchedule.of("200ms", "5s"));
        publish(0, "k", "fail 2");
        read("retry.2", 1);
        stop(before);
        start(RetrySchedule.of("200ms"));

        assertThat(List.of(next(), next(), next()))
                .extracting(one -> one.delivery().attempt())
                .containsExactly(1, 2, 3);
        topics.committed(group).awaitLagZero(own("retry.2"), PATIENCE);
    }

    @Test
    void retriesThatWereTakenAwayWithRecordsLeftKeepTheApplicationFromStarting() throws Exception {
        Holdfast before = start(RetrySchedule.of("1h"));
        publish(0, "k", "fail 1");
        read("retry.1", 1);
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        // What was left is known by the commit of whoever owned it; a topic that is new to the group may come to it
        // late.
        await().atMost(PATIENCE).until(() -> topics.committed(group).offsets().keySet().stream()
                .anyMatch(partition -> partition.topic().equals(own("retry.1"))));
        stop(before);

        assertThatThrownBy(() -> start())
                .isInstanceOf(InvalidDefinitionException.class)
                // How many: one, and the marker of its transaction too if nobody has read that yet.
                .hasMessageMatching("(?s).*the topic '" + Pattern.quote(own("retry.1"))
                        + "' still holds (1 record|2 records) of the group '" + group
                        + "' that were to be handled.*");
    }

    @Test
    void aHandlerChoosesItsDelay() throws Exception {
        start(RetrySchedule.of("100ms", "1s", "1h"));
        publish(0, "k", "later");
        Handled first = next();
        Handled second = next();

        assertThat(Duration.between(first.at(), second.at())).isGreaterThanOrEqualTo(Duration.ofMillis(1499));
        assertThat(read("retry.2", 1)).hasSize(1);
    }

    @Test
    void theEndMayBeToStop() throws Exception {
        Holdfast app = start(RetrySchedule.of("100ms").onExhausted(OnExhausted.STOP_PARTITION));
        publish(0, "k", "fail 9");
        publish(1, "k", "free");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(app.state().handlers().get(0).partitions())
                        .anySatisfy(partition -> assertThat(partition.reason())
                                .startsWith("retries-exhausted after 2 attempts at " + source.name() + "-0-0")));
        assertThat(handled).anySatisfy(one -> assertThat(one.value()).isEqualTo("free"));
    }
}
