package dev.holdfast.hold;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.embedded.Cluster;
import dev.holdfast.internal.offset.MetadataFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/** What a group has committed, now and ever. */
final class Commits {
    private final Cluster cluster;
    private final String group;

    Commits(Cluster cluster, String group) {
        this.cluster = cluster;
        this.group = group;
    }

    Map<TopicPartition, OffsetAndMetadata> now() {
        try {
            return cluster.admin()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void set(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            cluster.admin().alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The offsets that are committed as done, from 0 on. */
    Set<Long> done(TopicPartition partition) {
        OffsetAndMetadata committed = now().get(partition);
        Set<Long> done = new TreeSet<>();
        if (committed == null) {
            return done;
        }
        for (long offset = 0; offset < committed.offset(); offset++) {
            done.add(offset);
        }
        if (MetadataFormat.read(committed.metadata()) instanceof MetadataFormat.Ours ours) {
            assertThat(ours.metadata().offset()).isEqualTo(committed.offset());
            ours.metadata().beyond().stream().forEach(bit -> done.add(committed.offset() + bit));
        }
        return done;
    }

    /** Waits until the group has committed the end of all partitions of a topic, markers included. */
    void awaitNoLag(String topic) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<TopicPartition, Long> ends = ends(topic);
            Map<TopicPartition, OffsetAndMetadata> committed = now();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            ends.keySet().forEach(partition -> {
                OffsetAndMetadata commit = committed.get(partition);
                offsets.put(partition, commit == null ? -1 : commit.offset());
            });
            assertThat(offsets).isEqualTo(ends);
        });
    }

    Map<TopicPartition, Long> ends(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            describe(cluster, topic)
                    .partitions()
                    .forEach(info -> asked.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
            return cluster.admin().listOffsets(asked).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static TopicDescription describe(Cluster cluster, String topic) throws InterruptedException, ExecutionException {
        return cluster.admin()
                .describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get();
    }

    /** The committed offset; -1 if there is none. */
    long offset(String topic, int partition) {
        OffsetAndMetadata commit = now().get(new TopicPartition(topic, partition));
        return commit == null ? -1 : commit.offset();
    }

    /** Every commit that the group's coordinator has ever accepted for a topic, in order. */
    Map<TopicPartition, List<Long>> history(String topic) {
        Map<TopicPartition, List<Long>> history = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                // An offset of a transaction that was aborted never was a commit.
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor("__consumer_offsets").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> add(record, topic, history));
            }
        }
        return history;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, String topic, Map<TopicPartition, List<Long>> history) {
        ByteBuffer key = ByteBuffer.wrap(record.key());
        short version = key.getShort();
        if (version > 1 || record.value() == null) {
            return;
        }
        OffsetCommitKey of = new OffsetCommitKey(new ByteBufferAccessor(key), (short) 1);
        if (of.group().equals(group) && of.topic().equals(topic)) {
            ByteBuffer value = ByteBuffer.wrap(record.value());
            short valueVersion = value.getShort();
            history.computeIfAbsent(new TopicPartition(topic, of.partition()), unseen -> new ArrayList<>())
                    .add(new OffsetCommitValue(new ByteBufferAccessor(value), valueVersion).offset());
        }
    }

    /** Checks that no commit ever went back, as one of somebody who has lost the partition would. */
    void assertNeverBackwards(String topic) {
        Map<TopicPartition, List<Long>> history = history(topic);
        assertThat(history).isNotEmpty();
        history.forEach((partition, offsets) ->
                assertThat(offsets).as("commits of %s", partition).isSorted());
    }
}
