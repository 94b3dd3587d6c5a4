package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.commit.TopicExists;
import dev.holdfast.internal.poll.TopicLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the cluster for topics through the application's admin client. */
final class ClusterTopicLookup implements TopicLookup {
    private static final Duration ATMOST = Duration.ofSeconds(10);

    private final Admin admin;
    private final String clusterId;

    ClusterTopicLookup(Admin admin, String clusterId) {
        this.admin = admin;
        this.clusterId = clusterId;
    }

    @Override
    public Map<String, Described> describe(Set<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        Map<String, Described> described = new HashMap<>();
        answers.forEach((name, answer) -> {
            TopicDescription topic = await(answer);
            if (topic != null) {
                described.put(
                        name,
                        new Described(
                                clusterId, topic.topicId(), topic.partitions().size()));
            }
        });
        return described;
    }

    /** The answer; null if the topic or partition that was asked for is not there. */
    static <T> @Nullable T await(@Nullable KafkaFuture<T> answer) {
        if (answer == null) {
            return null;
        }
        try {
            return answer.get(ATMOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("the cluster did not answer in time", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    /** Throws if a topic is not there. */
    TopicExists.Found check(String topic) {
        return new TopicExists.Found(description(topic).partitions().size(), Map.of());
    }

    /** Throws if a topic is not there; tells which of its partitions take no writes. */
    TopicExists.Found checkWritable(String topic) {
        TopicDescription found = description(topic);
        int minInSync = minInSync(topic);
        Map<Integer, Exception> refused = new HashMap<>();
        for (TopicPartitionInfo partition : found.partitions()) {
            if (partition.leader() == null || partition.leader().isEmpty()) {
                refused.put(partition.partition(), new LeaderNotAvailableException("it has no leader"));
                continue;
            }
            // As the broker counts: a topic cannot need more replicas than it has.
            int needed = Math.min(minInSync, partition.replicas().size());
            if (partition.isr().size() < needed) {
                String why = "it has " + partition.isr().size() + " in-sync replicas and needs " + needed;
                refused.put(partition.partition(), new NotEnoughReplicasException(why));
            }
        }
        return new TopicExists.Found(found.partitions().size(), refused);
    }

    private TopicDescription description(String topic) {
        TopicDescription found =
                await(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
        if (found == null) {
            throw new UnknownTopicOrPartitionException("topic " + topic + " is not there");
        }
        return found;
    }

    /** What a topic asks for; 1 if this client may not know. */
    private int minInSync(String topic) {
        return numbers(Set.of(topic), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).getOrDefault(topic, 1);
    }

    /** A numeric configuration of topics, without those that are not there or that this client may not see. */
    Map<String, Integer> numbers(Set<String> topics, String key) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Integer> numbers = new HashMap<>();
        admin.describeConfigs(resources).values().forEach((resource, answer) -> {
            try {
                Config config = await(answer);
                ConfigEntry entry = config == null ? null : config.get(key);
                if (entry != null && entry.value() != null) {
                    numbers.put(resource.name(), Integer.parseInt(entry.value()));
                }
            } catch (AuthorizationException e) {
                return; // it can do without
            }
        });
        return numbers;
    }
}
