package dev.holdfast.internal.poll;

import dev.holdfast.internal.offset.PartitionIdentity;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Asks the cluster what the consumer can't tell. */
@FunctionalInterface
public interface TopicLookup {
    /**
     * Describes topics; blocks for a bounded time.
     *
     * @param topics the topics' names
     * @return a description of each that is there
     * @throws org.apache.kafka.common.KafkaException if the cluster did not answer
     */
    Map<String, Described> describe(Set<String> topics);

    /**
     * A topic as it is now.
     *
     * @param clusterId the cluster's id
     * @param topicId the topic's id
     * @param partitions how many partitions it has
     */
    record Described(String clusterId, Uuid topicId, int partitions) {
        PartitionIdentity identity(TopicPartition partition) {
            return new PartitionIdentity(clusterId, topicId, partition.partition());
        }
    }
}
