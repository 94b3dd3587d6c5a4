package dev.holdfast.internal.offset;

import org.apache.kafka.common.Uuid;

/**
 * Tells a partition from another one of the same name: on another cluster, or in a topic that was created anew.
 *
 * @param clusterId the cluster's id
 * @param topicId the topic's id
 * @param partition the partition's number
 */
public record PartitionIdentity(String clusterId, Uuid topicId, int partition) {}
