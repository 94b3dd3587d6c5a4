package dev.holdfast.internal.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cluster with those topics that were asked for.
 *
 * @param clusterId its id
 * @param nodes how many brokers are alive
 * @param groupVersion the finalized level of the feature {@code group.version}; 0 if there is none
 * @param transactionVersion the finalized level of the feature {@code transaction.version}; 0 if there is none
 * @param clockOffset how far its clock is ahead of this machine's at the least; negative if behind; zero if not known
 * @param topics the topics that are there
 * @param hidden the topics that this client may not even describe
 */
record ClusterView(
        String clusterId,
        int nodes,
        int groupVersion,
        int transactionVersion,
        Duration clockOffset,
        Map<String, ActualTopic> topics,
        Set<String> hidden) {
    ClusterView {
        topics = Map.copyOf(topics);
        hidden = Set.copyOf(hidden);
    }

    boolean isMissing(String topic) {
        return !topics.containsKey(topic) && !hidden.contains(topic);
    }

    ClusterView with(ClusterReader.Topics newer) {
        Map<String, ActualTopic> all = new TreeMap<>(topics);
        all.putAll(newer.found());
        Set<String> allHidden = new TreeSet<>(hidden);
        allHidden.addAll(newer.hidden());
        return new ClusterView(clusterId, nodes, groupVersion, transactionVersion, clockOffset, all, allHidden);
    }

    ClusterFacts facts() {
        Map<String, TopicFacts> facts = new TreeMap<>();
        topics.forEach((name, topic) -> facts.put(name, topic.facts()));
        return new ClusterFacts(clusterId, nodes, groupVersion >= 1, facts);
    }
}
