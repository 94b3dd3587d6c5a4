package dev.holdfast.deadletter.internal;

import dev.holdfast.ClusterUnavailableException;
import dev.holdfast.TopicMismatchException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the cluster says of the topics: asked before anything is read or sent, since brokers may create topics by themselves. */
public final class DeadLetterTopics implements AutoCloseable {
    private static final String COMPACTED = "compact";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Admin admin;
    private final String bootstrapServers;
    private final Duration patience;

    /**
     * Connects.
     *
     * @param clients makes the admin client
     * @param patience how long an answer may take
     */
    public DeadLetterTopics(Clients clients, Duration patience) {
        this.admin = clients.admin();
        this.bootstrapServers = clients.bootstrapServers();
        this.patience = patience;
    }

    /**
     * Looks for a topic.
     *
     * @param topic its name
     * @return what the cluster says; empty if there is none
     */
    public Optional<TopicDescription> find(String topic) {
        KafkaFuture<TopicDescription> answer =
                only(admin.describeTopics(List.of(topic)).topicNameValues());
        try {
            return Optional.of(await("describe topic '" + topic + "'", answer));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /**
     * Looks for a topic that must be there.
     *
     * @param topic its name
     * @return what the cluster says
     * @throws TopicMismatchException if there is none
     */
    public TopicDescription require(String topic) {
        return find(topic).orElseThrow(() -> missing(topic));
    }

    /**
     * Looks for a topic that must be there and have a partition for each of another topic.
     *
     * @param topic its name
     * @param partitions how many partitions at least
     * @throws TopicMismatchException if there is none, or too small a one
     */
    public void require(String topic, int partitions) {
        requirePartitions(require(topic), partitions);
    }

    private static void requirePartitions(TopicDescription topic, int partitions) {
        int there = topic.partitions().size();
        if (there < partitions) {
            throw new TopicMismatchException(
                    List.of(topic.name()),
                    "'" + topic.name() + "' has " + there + " partitions, but its dead letters are in " + partitions
                            + ": add partitions with kafka-topics --alter --topic " + topic.name() + " --partitions "
                            + partitions);
        }
    }

    private static TopicMismatchException missing(String topic) {
        return new TopicMismatchException(List.of(topic), "there is no topic '" + topic + "'");
    }

    /**
     * Makes sure that there is a log that can be relied on; creates it, with partitions, replicas and
     * {@code min.insync.replicas} of the dead-letter topic, if there is none.
     *
     * @param log the log's name
     * @param letters the dead-letter topic
     * @throws TopicMismatchException if there is one that has too few partitions or forgets
     */
    public void ensureLog(String log, TopicDescription letters) {
        boolean created = find(log).isEmpty();
        if (created) {
            create(log, letters);
        }
        long begin = System.nanoTime();
        while (!isLog(log, letters.partitions().size())) {
            // Brokers hear of a new topic one after the other.
            if (!created || System.nanoTime() - begin > patience.toNanos()) {
                throw missing(log);
            }
            pause("show the new topic '" + log + "'");
        }
    }

    private boolean isLog(String log, int partitions) {
        Optional<TopicDescription> found = find(log);
        if (found.isEmpty()) {
            return false;
        }
        requirePartitions(found.get(), partitions);
        try {
            requireCompacted(log);
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    private void requireCompacted(String log) {
        String cleanup = config(log, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!cleanup.equals(COMPACTED)) {
            throw new TopicMismatchException(
                    List.of(log),
                    "'" + log + "' has cleanup.policy=" + cleanup + " and would forget which dead letters were moved:"
                            + " set it to 'compact'");
        }
    }

    /**
     * The offset after the last record that readers of committed records can read now.
     *
     * @param partitions the partitions
     * @return a bound for each
     */
    public Map<TopicPartition, Long> committedEnds(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /**
     * The offset after the last record, be its transaction decided or not.
     *
     * @param partition the partition
     * @return the bound
     */
    public long end(TopicPartition partition) {
        return only(partition, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * Where a partition begins.
     *
     * @param partition the partition
     * @return the first offset that can be read
     */
    public long beginning(TopicPartition partition) {
        return only(partition, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * The first offset whose record is from a time or later; none before it is.
     *
     * @param partition the partition
     * @param epochMs the time
     * @return the offset; empty if all records are older
     */
    public Optional<Long> from(TopicPartition partition, long epochMs) {
        long offset = only(partition, OffsetSpec.forTimestamp(epochMs), IsolationLevel.READ_UNCOMMITTED);
        return offset < 0 ? Optional.empty() : Optional.of(offset);
    }

    private long only(TopicPartition partition, OffsetSpec spec, IsolationLevel isolation) {
        return offsets(List.of(partition), spec, isolation).getOrDefault(partition, 0L);
    }

    private Map<TopicPartition, Long> offsets(
            List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, ListOffsetsResultInfo> answer = await(
                "tell offsets of " + partitions,
                admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private void create(String log, TopicDescription letters) {
        int partitions = letters.partitions().size();
        short replicas = (short) letters.partitions().get(0).replicas().size();
        NewTopic topic = new NewTopic(log, partitions, replicas)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        COMPACTED,
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        config(letters.name(), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)));
        try {
            await(
                    "create topic '" + log + "'",
                    only(admin.createTopics(List.of(topic)).values()));
        } catch (TopicExistsException e) {
            // Another operator was faster; whether it is as it should be is looked at next.
            return;
        }
    }

    private String config(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = await(
                "tell the configuration of '" + topic + "'",
                only(admin.describeConfigs(List.of(resource)).values()));
        return String.valueOf(config.get(key).value());
    }

    /** Kafka answers with a map of what was asked for, which here is one thing. */
    private static <T> T only(Map<?, T> answers) {
        return answers.values().iterator().next();
    }

    private <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException late) {
                throw unavailable(what, late);
            }
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, e);
        }
    }

    private void pause(String what) {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, e);
        }
    }

    private ClusterUnavailableException unavailable(String what, Exception cause) {
        return new ClusterUnavailableException(
                bootstrapServers,
                "the Kafka cluster at " + bootstrapServers + " did not " + what + " within " + patience.toSeconds()
                        + " s",
                cause);
    }

    @Override
    public void close() {
        admin.close(patience);
    }
}
