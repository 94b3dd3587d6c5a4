package dev.holdfast.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Questions and orders to a cluster. Each is asked through the shared admin client first, and after a few seconds through a
 * new one: a client sleeps until the end of a call, whatever its {@code request.timeout.ms}, and holds on to a frozen broker.
 */
record ClusterQueries(Cluster cluster) {
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CALL_MS = 4_000;

    void createTopic(String name, int partitions, int replicas, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, partitions, (short) replicas).configs(configs);
        if (describe(name) != null) {
            throw new ClusterException("Topic " + name + " exists already");
        }
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(CALL_MS);
        try {
            ask("create topic " + name, admin -> admin.createTopics(List.of(topic), options)
                    .all());
        } catch (ClusterException e) {
            // It wasn't there a moment ago, so a call that timed out has created it.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
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
        DescribeMetadataQuorumOptions options = new DescribeMetadataQuorumOptions().timeoutMs(CALL_MS);
        return ask("find the controller", admin -> admin.describeMetadataQuorum(options)
                        .quorumInfo())
                .leaderId();
    }

    boolean sees(int brokers) {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(CALL_MS);
        return ask("describe the cluster", admin -> admin.describeCluster(options)
                                .nodes())
                        .size()
                == brokers;
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
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(CALL_MS);
        try {
            return ask("describe topic " + topic, admin -> admin.describeTopics(List.of(topic), options)
                            .allTopicNames())
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

    private <T> T ask(String what, Function<Admin, KafkaFuture<T>> question) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Admin admin = cluster.admin();
        while (true) {
            try {
                return await(what, question.apply(admin));
            } catch (ClusterException e) {
                if (!(e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException)
                        || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            } finally {
                if (admin != cluster.admin()) {
                    admin.close(Duration.ZERO);
                }
            }
            admin = connect(cluster.bootstrapServers());
        }
    }

    static Admin connect(String bootstrapServers) {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "client.id", "holdfast-embedded-admin",
                // A frozen broker never answers, so its requests must go to another one soon.
                "request.timeout.ms", "3000",
                "socket.connection.setup.timeout.ms", "2000",
                "default.api.timeout.ms", Long.toString(LIMIT.toMillis())));
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
