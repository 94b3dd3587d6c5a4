package dev.holdfast.internal.poll;

import dev.holdfast.StartPosition;
import dev.holdfast.internal.offset.CommitMetadata;
import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.MetadataFormat;
import dev.holdfast.internal.offset.PartitionIdentity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where partitions begin, from what the group has committed.
 *
 * <ul>
 *   <li>A commit of ours for this partition and offset: there, without what its map marks as done.
 *   <li>A commit of anybody else, or of ours for another cluster or another offset (a mirrored group, offsets set by an
 *       operator): there, without a map.
 *   <li>A commit of ours for another topic of this name on this cluster (the topic was deleted and created anew): at the
 *       partition's beginning.
 *   <li>No commit: where the group was told to start; at the beginning if the partition was added after the group's
 *       start, which the other partitions' commits tell, or belongs to a derived topic, where all that there is was written
 *       for this group.
 * </ul>
 */
final class StartPoints {
    private static final Logger LOG = LoggerFactory.getLogger(StartPoints.class);
    private static final Duration ATMOST = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicLookup lookup;
    private final StartPosition startFrom;
    private final Predicate<String> isDerived;

    StartPoints(
            Consumer<byte[], byte[]> consumer,
            TopicLookup lookup,
            StartPosition startFrom,
            Predicate<String> isDerived) {
        this.consumer = consumer;
        this.lookup = lookup;
        this.startFrom = startFrom;
        this.isDerived = isDerived;
    }

    /** Blocks for some round trips; throws Kafka's exceptions, after which it may be called again. */
    Map<TopicPartition, StartPoint> of(Collection<TopicPartition> partitions) {
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<String, TopicLookup.Described> described = lookup.describe(topics);
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
                consumer.committed(new HashSet<>(partitions), ATMOST);
        Map<TopicPartition, StartPoint> starts = new HashMap<>();
        Set<TopicPartition> missing = new HashSet<>();
        Set<TopicPartition> recreated = new HashSet<>();
        for (TopicPartition partition : partitions) {
            TopicLookup.Described topic = present(described.get(partition.topic()), partition);
            OffsetAndMetadata commit = committed.get(partition);
            StartPoint start = commit == null ? null : fromCommit(partition, commit, topic);
            if (start != null) {
                starts.put(partition, start);
            } else if (commit == null) {
                missing.add(partition);
            } else {
                recreated.add(partition);
            }
        }
        if (!missing.isEmpty()) {
            startNew(missing, described, starts);
        }
        if (!recreated.isEmpty()) {
            LOG.warn(
                    "{} belong to topics that were created anew since the last commit: starting at their beginning",
                    recreated);
            consumer.beginningOffsets(recreated, ATMOST)
                    .forEach((partition, offset) -> starts.put(partition, fresh(partition, offset, described, null)));
        }
        return starts;
    }

    private static @Nullable StartPoint fromCommit(
            TopicPartition partition, OffsetAndMetadata commit, TopicLookup.Described topic) {
        PartitionIdentity identity = topic.identity(partition);
        CommitMetadata plain = plain(identity, commit.offset(), topic.partitions());
        MetadataFormat.Found found = MetadataFormat.read(commit.metadata());
        if (found instanceof MetadataFormat.Corrupt) {
            LOG.warn("the commit of {} at offset {} is damaged", partition, commit.offset());
            return new StartPoint(plain, false, true);
        }
        if (!(found instanceof MetadataFormat.Ours ours)) {
            return new StartPoint(plain, false, false);
        }
        CommitMetadata metadata = ours.metadata();
        PartitionIdentity theirs = metadata.identity();
        if (theirs.clusterId().equals(identity.clusterId()) && !theirs.topicId().equals(identity.topicId())) {
            return null;
        }
        boolean same = theirs.equals(identity) && metadata.offset() == commit.offset();
        return new StartPoint(same ? metadata : plain, false, false);
    }

    private void startNew(
            Set<TopicPartition> missing,
            Map<String, TopicLookup.Described> described,
            Map<TopicPartition, StartPoint> starts) {
        Map<String, @Nullable Integer> atStart = partitionsAtStart(missing, described);
        Set<TopicPartition> added = new HashSet<>();
        Set<TopicPartition> first = new HashSet<>();
        for (TopicPartition partition : missing) {
            Integer known = atStart.get(partition.topic());
            boolean fromBeginning =
                    isDerived.test(partition.topic()) || (known != null && partition.partition() >= known);
            (fromBeginning ? added : first).add(partition);
        }
        consumer.beginningOffsets(added, ATMOST)
                .forEach((partition, offset) ->
                        starts.put(partition, fresh(partition, offset, described, atStart.get(partition.topic()))));
        startOffsets(first)
                .forEach((partition, offset) ->
                        starts.put(partition, fresh(partition, offset, described, atStart.get(partition.topic()))));
    }

    /**
     * How many partitions each topic had when the group first read it, as its commits for other partitions tell: 0 if
     * they are another tool's, so that nothing is skipped; null if there are none.
     */
    private Map<String, @Nullable Integer> partitionsAtStart(
            Set<TopicPartition> missing, Map<String, TopicLookup.Described> described) {
        Set<TopicPartition> all = new HashSet<>();
        for (TopicPartition partition : missing) {
            int partitions =
                    present(described.get(partition.topic()), partition).partitions();
            for (int p = 0; p < partitions; p++) {
                all.add(new TopicPartition(partition.topic(), p));
            }
        }
        Map<String, @Nullable Integer> known = new HashMap<>();
        consumer.committed(all, ATMOST).forEach((partition, commit) -> {
            if (commit != null) {
                int count = MetadataFormat.read(commit.metadata()) instanceof MetadataFormat.Ours ours
                        ? ours.metadata().partitionsAtStart()
                        : 0;
                known.merge(partition.topic(), count, Math::max);
            }
        });
        return known;
    }

    private Map<TopicPartition, Long> startOffsets(Set<TopicPartition> partitions) {
        Instant time = startFrom.time();
        if (time == null) {
            return startFrom.equals(StartPosition.LATEST)
                    ? consumer.endOffsets(partitions, ATMOST)
                    : consumer.beginningOffsets(partitions, ATMOST);
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ATMOST);
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times, ATMOST);
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    private static StartPoint fresh(
            TopicPartition partition,
            long offset,
            Map<String, TopicLookup.Described> described,
            @Nullable Integer partitionsAtStart) {
        TopicLookup.Described topic = present(described.get(partition.topic()), partition);
        int atStart = partitionsAtStart == null || partitionsAtStart == 0 ? topic.partitions() : partitionsAtStart;
        return new StartPoint(plain(topic.identity(partition), offset, atStart), true, false);
    }

    private static CommitMetadata plain(PartitionIdentity identity, long offset, int partitionsAtStart) {
        return new CommitMetadata(identity, offset, partitionsAtStart, Guard.NEW, new BitSet(), ByteBuffer.allocate(0));
    }

    private static TopicLookup.Described present(TopicLookup.@Nullable Described topic, TopicPartition partition) {
        if (topic == null) {
            throw new org.apache.kafka.common.errors.UnknownTopicOrPartitionException(
                    "topic " + partition.topic() + " is gone");
        }
        return topic;
    }
}
