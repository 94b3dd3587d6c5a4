package dev.holdfast.retry;

import static dev.holdfast.retry.TierFixture.bytes;
import static dev.holdfast.retry.TierFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Outcome;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.ManualClock;
import dev.holdfast.testkit.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many records that wait, on a clock that only the test moves. */
@KafkaTest
@Timeout(180)
class WaitingTiersIT {
    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final TierFixture fixture;
    private final ManualClock clock = new ManualClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final Map<String, Instant> handledAt = new ConcurrentHashMap<>();

    WaitingTiersIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.fixture = new TierFixture(cluster, topics, 1);
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    private Holdfast start(String... delays) {
        // Two consumers, so that each has few partitions and may hold as many records of each as its window has.
        String consumers = "holdfast.groups." + fixture.group + ".consumers";
        fixture.with(builder -> builder.settings(Settings.of(Map.of(consumers, "2"))));
        HandlerFeature schedule = Tiers.onClock(RetrySchedule.of(delays), clock);
        return fixture.start(
                (value, delivery) -> {
                    if (value.startsWith("later") && delivery.attempt() == 1) {
                        return Outcome.retryAfter(Duration.ofHours(25));
                    }
                    Outcome outcome = TierFixture.failAsTold(value, delivery);
                    handledAt.put(value, clock.now());
                    return outcome;
                },
                schedule);
    }

    /** Puts records into a retry topic, as if they had failed once. */
    private void waiting(String role, int count, Instant due) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(
                    fixture.own(role), 0, null, bytes("k" + i), bytes("w" + i), Tiers.waiting(fixture, 0, i, due)));
        }
        topics.publish(records);
    }

    private long end(String role) throws Exception {
        TopicPartition partition = new TopicPartition(fixture.own(role), 0);
        return cluster.admin()
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private void awaitInFlight(Holdfast app, String role, long atLeast) {
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                        fixture.partition(app, fixture.own(role), 0).inFlight())
                .isGreaterThanOrEqualTo(atLeast));
    }

    @Test
    void aHundredThousandThatWaitTenMinutesDelayNobodyInTheTierOfASecond() throws Exception {
        Holdfast app = start("1s", "10m");
        Instant due = clock.now().plus(Duration.ofMinutes(10));
        waiting("retry.2", 100_000, due);
        awaitInFlight(app, "retry.2", 20_000);

        fixture.publish(0, "fail 1");
        awaitInFlight(app, "retry.1", 1);
        clock.tick(Duration.ofSeconds(1));
        assertThat(fixture.awaitCalls(2)).extracting(Call::attempt).containsExactly(1, 2);
        assertThat(end("retry.2")).as("nothing that waits is written again").isEqualTo(100_000);

        clock.tick(Duration.between(clock.now(), due).minusMillis(1));
        assertThat(fixture.calls()).hasSize(2);
        clock.tick(Duration.ofMillis(1));
        fixture.awaitCalls(100_002);
        fixture.awaitCommitted(fixture.own("retry.2"));
        assertThat(fixture.calls()).hasSize(100_002);
        assertThat(handledAt).hasSize(100_001);
        assertThat(end("retry.2")).isEqualTo(100_000);
    }

    @Test
    void oneThatWaitsTwentyFiveHoursDelaysNoneOfFortyThousandBehindItAndWaitsTwentyFiveHours() throws Exception {
        Holdfast before = start("1m");
        fixture.publish(0, "later");
        ConsumerRecord<Object, Object> first = fixture.read("retry.1", 1).get(0);
        Instant due = Instant.ofEpochMilli(Long.parseLong(header(first, FailureHeaders.DUE_AT)));
        assertThat(due).isEqualTo(clock.now().plus(Duration.ofHours(25)));
        Instant soon = clock.now().plus(Duration.ofMinutes(1));
        waiting("retry.1", 40_000, soon);
        awaitInFlight(before, "retry.1", 16_000);
        clock.tick(Duration.ofMinutes(1));
        fixture.awaitCalls(40_001);
        assertThat(handledAt.values()).hasSize(40_000).allSatisfy(at -> assertThat(at)
                .isAfterOrEqualTo(soon));

        List<ConsumerRecord<Object, Object>> copies = copies();
        assertThat(copies).hasSizeBetween(2, 3).allSatisfy(copy -> {
            assertThat(header(copy, FailureHeaders.DUE_AT)).isEqualTo(header(first, FailureHeaders.DUE_AT));
            assertThat(header(copy, FailureHeaders.ATTEMPTS)).isEqualTo("1");
        });

        fixture.stop(before);
        Holdfast after = start("1m");
        awaitInFlight(after, "retry.1", 1);
        clock.set(due.minusMillis(1));
        assertThat(fixture.calls("later")).hasSize(1);
        clock.tick(Duration.ofMillis(1));
        fixture.awaitCalls(40_002);
        assertThat(fixture.calls("later")).extracting(Call::attempt).containsExactly(1, 2);
        assertThat(handledAt.get("later")).isEqualTo(due);
        assertThat(copies()).as("a restart writes nothing").hasSameSizeAs(copies);
    }

    /** What was written of the record that waits long: once, and again whenever half a window had passed it. */
    private List<ConsumerRecord<Object, Object>> copies() {
        return fixture.read("retry.1", 40_002).stream()
                .filter(record -> TierFixture.value(record).equals("later"))
                .toList();
    }
}
