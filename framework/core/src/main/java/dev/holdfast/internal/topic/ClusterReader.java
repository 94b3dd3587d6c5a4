package dev.holdfast.internal.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Describes the cluster and the topics that are asked for, in one round of calls that run at the same time. */
final class ClusterReader {
    private static final String WHAT = "describe itself and its topics";

    private final AdminCalls calls;

    ClusterReader(AdminCalls calls) {
        this.calls = calls;
    }

    ClusterView read(Collection<String> names, ClusterClock clock) {
        return calls.retrying(WHAT, () -> readOnce(names, clock));
    }

    Topics topics(Collection<String> names) {
        return calls.retrying(WHAT, () -> ask(names).answer());
    }

    private ClusterView readOnce(Collection<String> names, ClusterClock clock) {
        Admin admin = calls.admin();
        DescribeClusterResult cluster =
                admin.describeCluster(new DescribeClusterOptions().timeoutMs(calls.remainingMs()));
        KafkaFuture<FeatureMetadata> features = admin.describeFeatures(
                        new DescribeFeaturesOptions().timeoutMs(calls.remainingMs()))
                .featureMetadata();
        ClusterClock.Answer offset = clock.ask(calls);
        Topics topics = ask(names).answer();
        Map<String, FinalizedVersionRange> levels = features(features);
        return new ClusterView(
                calls.await(WHAT, cluster.clusterId()),
                calls.await(WHAT, cluster.nodes()).size(),
                level(levels, "group.version"),
                level(levels, "transaction.version"),
                offset.await(),
                topics.found(),
                topics.hidden());
    }

    /** The finalized levels; none if the broker is too old to know features. */
    private Map<String, FinalizedVersionRange> features(KafkaFuture<FeatureMetadata> features) {
        try {
            return calls.await(WHAT, features).finalizedFeatures();
        } catch (UnsupportedVersionException e) {
            return Map.of();
        }
    }

    private static int level(Map<String, FinalizedVersionRange> features, String feature) {
        FinalizedVersionRange range = features.get(feature);
        return range == null ? 0 : range.maxVersionLevel();
    }

    private Question ask(Collection<String> names) {
        if (names.isEmpty()) {
            return new Question(Map.of(), Map.of());
        }
        DescribeTopicsOptions describe =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(calls.remainingMs());
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return new Question(
                calls.admin().describeTopics(names, describe).topicNameValues(),
                calls.admin()
                        .describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(calls.remainingMs()))
                        .values());
    }

    /**
     * Topics that were asked for.
     *
     * @param found those that are there
     * @param hidden those that this client may not describe
     */
    record Topics(Map<String, ActualTopic> found, Set<String> hidden) {}

    private final class Question {
        private final Map<String, KafkaFuture<TopicDescription>> descriptions;
        private final Map<String, KafkaFuture<Config>> configs = new HashMap<>();

        Question(
                Map<String, KafkaFuture<TopicDescription>> descriptions,
                Map<ConfigResource, KafkaFuture<Config>> configs) {
            this.descriptions = descriptions;
            configs.forEach((resource, config) -> this.configs.put(resource.name(), config));
        }

        Topics answer() {
            Map<String, ActualTopic> found = new HashMap<>();
            Set<String> hidden = new HashSet<>();
            descriptions.forEach((name, description) -> {
                try {
                    TopicDescription topic = calls.await(WHAT, description);
                    found.put(name, topic(topic, config(configs.get(name))));
                } catch (TopicAuthorizationException e) {
                    hidden.add(name);
                } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
                    found.remove(name); // not there, or no name of a topic: the same for the caller
                }
            });
            return new Topics(found, hidden);
        }

        private ActualTopic topic(TopicDescription topic, @Nullable Map<String, String> config) {
            List<TopicPartitionInfo> partitions = topic.partitions();
            return new ActualTopic(
                    topic.name(),
                    topic.topicId(),
                    partitions.size(),
                    partitions.stream().mapToInt(p -> p.replicas().size()).min().orElse(0),
                    partitions.stream()
                            .allMatch(p -> p.leader() != null && !p.leader().isEmpty()),
                    config,
                    topic.authorizedOperations() == null ? Set.of() : topic.authorizedOperations());
        }

        private @Nullable Map<String, String> config(@Nullable KafkaFuture<Config> future) {
            if (future == null) {
                return null;
            }
            try {
                Map<String, String> values = new HashMap<>();
                calls.await(WHAT, future).entries().forEach(entry -> {
                    if (entry.value() != null) {
                        values.put(entry.name(), entry.value());
                    }
                });
                return values;
            } catch (TopicAuthorizationException e) {
                return null;
            }
        }
    }
}
