package dev.holdfast.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What a group has committed, as any tool sees it. Thread-safe. Every method asks the cluster, which may take 30
 * seconds, and throws an {@link AssertionError} if there is no answer.
 */
public final class CommittedOffsets {
    private static final long PATIENCE_SECONDS = 30;
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final Admin admin;
    private final String group;

    CommittedOffsets(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * The committed offsets.
     *
     * @return the next offset to handle, and metadata, of each partition that has a commit
     */
    public Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = answer(
                "the offsets of " + group, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(offsets);
        committed.values().removeIf(offset -> offset == null);
        return committed;
    }

    /**
     * How far the group is behind the last record that may be read. A partition without a commit counts from its first
     * record.
     *
     * @param topic a topic
     * @return the number of offsets for each partition, those of records that are not visible included
     */
    public Map<TopicPartition, Long> lag(String topic) {
        TopicDescription description =
                answer(topic, admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .findFirst()
                        .orElseThrow();
        Map<TopicPartition, OffsetSpec> partitions = description.partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = list(partitions);
        partitions.replaceAll((partition, latest) -> OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> begins = list(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = offsets();
        Map<TopicPartition, Long> lag = new HashMap<>();
        begins.forEach((partition, begin) -> lag.put(partition, -begin.offset()));
        committed.forEach((partition, at) -> lag.replace(partition, -at.offset()));
        ends.forEach((partition, end) -> lag.merge(partition, end.offset(), Long::sum));
        return lag;
    }

    /**
     * Waits until the group has committed everything in a topic.
     *
     * @param topic the topic
     * @param atMost how long to wait
     * @throws AssertionError if that was not long enough; it shows the lag of each partition
     */
    public void awaitLagZero(String topic, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        Map<TopicPartition, Long> lag = lag(topic);
        while (lag.values().stream().anyMatch(behind -> behind != 0)) {
            if (System.nanoTime() >= until || Thread.currentThread().isInterrupted()) {
                Map<String, Long> shown = new TreeMap<>();
                lag.forEach((partition, behind) -> shown.put(partition.toString(), behind));
                throw new AssertionError(
                        "expected group '" + group + "' to have no lag within " + atMost + ", but it has " + shown);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            lag = lag(topic);
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(Map<TopicPartition, OffsetSpec> partitions) {
        return answer(
                "the offsets of " + partitions.keySet(),
                admin.listOffsets(partitions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
    }

    private static <T> T answer(String what, KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the cluster did not tell " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the cluster was asked for " + what, e);
        }
    }
}
