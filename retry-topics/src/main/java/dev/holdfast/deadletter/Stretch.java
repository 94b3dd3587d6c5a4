package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.DeadLetterTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a partition to read.
 *
 * @param partition where
 * @param from the first offset
 * @param end the offset to stop before
 */
record Stretch(TopicPartition partition, long from, long end) {
    /** What has to be read for a filter, as far as it was committed before this is called. */
    static List<Stretch> of(DeadLetterFilter filter, DeadLetterTopics topics, TopicDescription letters) {
        List<TopicPartition> partitions = letters.partitions().stream()
                .filter(info -> filter.hasPartition(info.partition()))
                .map(info -> new TopicPartition(letters.name(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = topics.committedEnds(partitions);
        List<Stretch> stretches = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long end = Math.min(ends.getOrDefault(partition, 0L), filter.end());
            long from = filter.since()
                    .map(start -> firstSince(start, partition, topics, end))
                    .orElse(0L);
            stretches.add(new Stretch(partition, Math.max(from, filter.first(partition.partition())), end));
        }
        return stretches;
    }

    private static long firstSince(Instant start, TopicPartition partition, DeadLetterTopics topics, long end) {
        return topics.from(partition, start.toEpochMilli()).orElse(end);
    }
}
