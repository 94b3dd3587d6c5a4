package dev.holdfast.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Questions and orders to a cluster through its admin client. */
record ClusterQueries(Admin admin) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A broker that is frozen never answers, so its requests must go to another one soon. */
    static Admin connect(String bootstrapServers) {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "client.id", "holdfast-embedded-admin",
                "request.timeout.ms", "3000",
                "socket.connection.setup.timeout.ms", "3000",
                "default.api.timeout.ms", Long.toString(LIMIT.toMillis())));
    }

    void createTopic(String name, int partitions, int replicas, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, partitions, (short) replicas).configs(configs);
        await("create topic " + name, admin.createTopics(List.of(topic)).all());
        Waiting.until("each partition of " + name + " has a leader", LIMIT, () -> hasLeaders(name));
    }

    int leaderOf(String topic, int partition) {
        return Waiting.forValue(topic + "-" + partition + " has a leader", LIMIT, () -> leader(topic, partition))
                .id();
    }

    /** Kafka derives a coordinator from the id's hash, so this needs no member of the group. */
    int coordinator(String topic, String id) {
        TopicDescription description = Waiting.forValue(topic + " exists", LIMIT, () -> describe(topic));
        return leaderOf(
                topic, Utils.abs(id.hashCode()) % description.partitions().size());
    }

    int controllerId() {
        return await("find the controller", admin.describeMetadataQuorum().quorumInfo())
                .leaderId();
    }

    boolean sees(int brokers) {
        return await("describe the cluster", admin.describeCluster().nodes()).size() == brokers;
    }

    private boolean hasLeaders(String topic) {
        TopicDescription description = describe(topic);
        return description != null
                && description.partitions().stream().allMatch(partition -> isReal(partition.leader()));
    }

    private @Nullable Node leader(String topic, int partition) {
        TopicDescription description = describe(topic);
        if (description == null) {
            return null;
        }
        return description.partitions().stream()
                .filter(info -> info.partition() == partition)
                .map(TopicPartitionInfo::leader)
                .filter(ClusterQueries::isReal)
                .findFirst()
                .orElse(null);
    }

    private @Nullable TopicDescription describe(String topic) {
        try {
            return await(
                            "describe topic " + topic,
                            admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic);
        } catch (ClusterException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isReal(@Nullable Node node) {
        return node != null && !node.isEmpty();
    }

    static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ClusterException("Failed to " + what + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new ClusterException("No answer within " + LIMIT.toSeconds() + " s to: " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while asked to " + what, e);
        }
    }
}
