package dev.holdfast.internal.topic;

import java.util.Map;
import java.util.Optional;

/**
 * What the engine needs to know of the cluster, as it was at start.
 *
 * @param clusterId the cluster's id
 * @param nodes how many brokers are alive
 * @param groupProtocolConsumerSupported whether groups may use {@code group.protocol=consumer}
 * @param topics the application's topics that are there, by name
 */
public record ClusterFacts(
        String clusterId, int nodes, boolean groupProtocolConsumerSupported, Map<String, TopicFacts> topics) {
    /** Copies the map. */
    public ClusterFacts {
        topics = Map.copyOf(topics);
    }

    /**
     * What is known of a topic.
     *
     * @param name its name
     * @return the facts; empty if it was not there at start, or is none of the application's topics
     */
    public Optional<TopicFacts> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }
}
