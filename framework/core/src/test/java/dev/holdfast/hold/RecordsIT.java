package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that are odd, that fail, and that never can be handled. */
class RecordsIT {
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
    void whatCannotBeDecodedStopsItsPartitionAndNoOther() {
        String topic = "undecodable";
        cluster.createTopic(topic, 2, 1);
        feed.one(topic, 0, Feed.bytes("a"), Feed.bytes("good"));
        feed.one(topic, 0, Feed.bytes("b"), new byte[] {(byte) 0xC3, (byte) 0x28});
        feed.numbersTo(topic, 1, 0, 10);
        try (OneApp app = OneApp.start(cluster, topic)) {
            PartitionState stopped = app.awaitPhase(0, Phase.STOPPED);
            assertThat(stopped.reason()).contains("undecodable").contains("offset 1");
            app.awaitHandled(11);
            feed.numbersTo(topic, 1, 10, 20);
            app.awaitHandled(21);
            assertThat(app.app().health().ready()).isFalse();
        }
        assertThat(new Commits(cluster, topic).offset(topic, 0)).isEqualTo(1);
    }

    @Test
    void aRejectedRecordAndANullValueStopTheirPartitionsInFrontOfThem() {
        String topic = "rejected";
        cluster.createTopic(topic, 3, 1);
        feed.numbersTo(topic, 0, 0, 5);
        feed.one(topic, 1, Feed.bytes("a"), null);
        feed.numbersTo(topic, 2, 10, 15);
        try (OneApp app = OneApp.start(cluster, topic, value -> {
            if (value.equals("3")) {
                throw new RejectedRecordException("no threes");
            }
            return Outcome.done();
        })) {
            assertThat(app.awaitPhase(0, Phase.STOPPED).reason())
                    .contains("offset 3")
                    .contains("no threes");
            assertThat(app.awaitPhase(1, Phase.STOPPED).reason()).contains("null-value");
            await().until(() -> app.handled().keySet().stream()
                            .filter(id -> id.startsWith("rejected-2-"))
                            .count()
                    == 5);
        }
        assertThat(new Commits(cluster, topic).done(new TopicPartition(topic, 0)))
                .doesNotContain(3L);
    }

    @Test
    void nullKeysAThousandHeadersAndTheLargestRecordAreHandled() {
        String topic = "large";
        cluster.createTopic(topic, 1, 1, Map.of("max.message.bytes", "8000000"));
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            headers.add(new RecordHeader("h" + i, i % 3 == 0 ? null : Feed.bytes("v" + i)));
        }
        int largest = 8_000_000 - 100;
        feed.send(List.of(
                new ProducerRecord<>(topic, 0, null, null, Feed.bytes("x"), headers),
                new ProducerRecord<>(topic, 0, null, Feed.bytes("k"), new byte[largest], List.of()),
                new ProducerRecord<>(topic, 0, null, null, Feed.bytes("y"), List.of())));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(
                        Topic.of(topic, String.class, byte[].class),
                        handler -> handler.runMessage((message, delivery) -> {
                            int count = 0;
                            for (Header ignored : delivery.headers()) {
                                count++;
                            }
                            byte[] value = message.value();
                            seen.add(message.key() + " " + (value == null ? -1 : value.length) + " " + count);
                            return Outcome.done();
                        }))
                .build()) {
            app.start();
            new Commits(cluster, topic).awaitNoLag(topic);
        }
        assertThat(seen).containsExactlyInAnyOrder("null 1 1000", "k " + largest + " 0", "null 1 0");
    }

    @Test
    void aFailingRecordHoldsItsKeyAndNothingElseUntilItPasses() {
        String topic = "failing";
        cluster.createTopic(topic, 1, 1);
        int records = 2_000;
        feed.numbers(topic, 0, records, 100);
        Ledger ledger = new Ledger();
        AtomicBoolean mended = new AtomicBoolean();
        AtomicInteger attempts = new AtomicInteger();
        Holdfast app = Holdfast.builder()
                .applicationId(topic)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(topic, String.class, String.class), handler -> handler.order(Order.KEY)
                        .runMessage((message, delivery) -> {
                            int number = Integer.parseInt(message.value());
                            if (number == 7 && !mended.get()) {
                                attempts.set(delivery.attempt());
                                throw new IllegalStateException("not yet");
                            }
                            ledger.handled(message.key(), number);
                            return Outcome.done();
                        }))
                .build();
        app.start();
        ledger.awaitAtLeast(records - records / 100);
        assertThat(ledger.missing(records)).hasSize(records / 100).allMatch(number -> number % 100 == 7);
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts.get() >= 2);
        PartitionState state = app.state().handlers().get(0).partitions().get(0);
        assertThat(state.phase()).isEqualTo(Phase.DEGRADED);
        assertThat(state.failing()).isEqualTo(1);
        Commits commits = new Commits(cluster, topic);
        await().until(() -> commits.done(new TopicPartition(topic, 0)).size() == records - records / 100);
        assertThat(commits.offset(topic, 0)).isEqualTo(7);
        mended.set(true);
        commits.awaitNoLag(topic);
        assertThat(app.state().handlers().get(0).partitions().get(0).failing()).isZero();
        app.close();
        ledger.awaitAll(records);
        assertThat(ledger.repeated()).isEmpty();
        ledger.assertOrdered();
    }
}
