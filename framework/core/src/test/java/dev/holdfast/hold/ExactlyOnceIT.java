package dev.holdfast.hold;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.embedded.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
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
        cluster = KafkaCluster.builder()
                .config("group.consumer.session.timeout.ms", "2000")
                .config("group.consumer.heartbeat.interval.ms", "300")
                .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .start();
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
        assertEachOnceAndInOrder(committed(output));
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
        assertThat(committed(output)).extracting(ConsumerRecord::value).doesNotHaveDuplicates();
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

    private static List<ConsumerRecord<String, String>> committed(String topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            // What somebody who died left open hides what comes after it, until it times out.
            Map<TopicPartition, Long> ends = new Commits(cluster, topic).ends(topic);
            await().atMost(Duration.ofSeconds(30)).until(() -> isReadable(consumer.endOffsets(all), ends));
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static boolean isReadable(Map<TopicPartition, Long> stable, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> stable.getOrDefault(end.getKey(), -1L) >= requireNonNull(end.getValue()));
    }
}
