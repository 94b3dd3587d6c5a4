package dev.holdfast.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.embedded.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written stands there once, in the order of its key, whatever happens to those who write it. */
class ExactlyOnceIT {
    private static final int PARTITIONS = 6;
    private static final int RECORDS = 12_000;
    private static final int KEYS = 500;
    private static KafkaCluster cluster;
    private static Feed feed;

    @BeforeAll
    static void start() {
        cluster = QuickSessions.cluster();
        feed = new Feed(cluster);
    }

    @AfterAll
    static void stop() {
        feed.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void instancesAreKilledAndFrozenAndEachOutputStandsThereOnce(String protocol) {
        String topic = "once." + protocol;
        String output = topic + ".copies";
        cluster.createTopic(topic, PARTITIONS, 1);
        cluster.createTopic(output, PARTITIONS, 1);
        feed.numbers(topic, 0, RECORDS, KEYS);
        try (ChildProcess killed = child(topic, output, protocol);
                ChildProcess frozen = child(topic, output, protocol)) {
            awaitCopies(output, RECORDS / 6);
            killed.kill();
            frozen.freeze();
            try (ChildProcess last = child(topic, output, protocol)) {
                awaitCopies(output, RECORDS / 2);
                frozen.thaw();
                new Commits(cluster, topic).awaitNoLag(topic);
                assertThat(last.isAlive()).isTrue();
            }
        }
        assertEachOnceAndInOrder(Copies.committed(cluster, output));
        new Commits(cluster, topic).assertNeverBackwards(topic);
    }

    @Test
    void aRecordThatEndsTheProcessIsFoundAndItsPartitionStopsInFrontOfIt() {
        String topic = "crashes";
        String output = topic + ".copies";
        cluster.createTopic(topic, 1, 1);
        cluster.createTopic(output, PARTITIONS, 1);
        feed.numbers(topic, 0, 40, KEYS);
        feed.one(topic, 0, Feed.bytes("k7"), Feed.bytes("poison"));
        feed.numbers(topic, 40, 1_400, KEYS);
        int starts = 0;
        int exit = ChildApp.POISONED;
        while (exit == ChildApp.POISONED && starts < 10) {
            starts++;
            try (ChildProcess child = child(topic, output, "consumer")) {
                exit = child.awaitExit();
            }
        }
        assertThat(exit).as("after %s starts", starts).isEqualTo(ChildApp.STOPPED);
        assertThat(starts).isBetween(5, 9);
        assertThat(Copies.committed(cluster, output))
                .extracting(ConsumerRecord::value)
                .doesNotHaveDuplicates();
        assertThat(new Commits(cluster, topic).offset(topic, 0)).isEqualTo(40);
    }

    private static ChildProcess child(String topic, String output, String protocol) {
        return ChildProcess.start(cluster.bootstrapServers(), topic, topic, output, protocol);
    }

    private static void awaitCopies(String output, int atLeast) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Commits(cluster, output)
                                .ends(output).values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                        >= atLeast);
    }

    private static void assertEachOnceAndInOrder(List<ConsumerRecord<String, String>> copies) {
        Map<String, List<Integer>> byKey = new HashMap<>();
        copies.forEach(copy ->
                byKey.computeIfAbsent(copy.key(), key -> new ArrayList<>()).add(Integer.valueOf(copy.value())));
        assertThat(byKey).hasSize(KEYS);
        byKey.forEach((key, numbers) -> {
            List<Integer> expected = new ArrayList<>();
            for (int number = Integer.parseInt(key.substring(1)); number < RECORDS; number += KEYS) {
                expected.add(number);
            }
            assertThat(numbers).as("copies of %s", key).isEqualTo(expected);
        });
    }
}
