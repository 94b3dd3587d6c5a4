package dev.holdfast;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a topic should be on the cluster. Immutable: every method returns a changed copy.
 *
 * <p>What is not said is left to the cluster's defaults. Values are checked when the application is built, so that all
 * problems are reported together.
 */
public final class TopicSpec {
    private final String name;
    private final @Nullable Topic<?, ?> topic;
    private final @Nullable Integer partitions;
    private final @Nullable Integer replicas;
    private final Map<String, String> config;

    private TopicSpec(
            String name,
            @Nullable Topic<?, ?> topic,
            @Nullable Integer partitions,
            @Nullable Integer replicas,
            Map<String, String> config) {
        this.name = Objects.requireNonNull(name, "name");
        this.topic = topic;
        this.partitions = partitions;
        this.replicas = replicas;
        this.config = config;
    }

    /**
     * Declares a topic by name.
     *
     * @param name the topic's name
     * @return a declaration that leaves all else to the cluster
     */
    public static TopicSpec of(String name) {
        return new TopicSpec(name, null, null, null, Map.of());
    }

    /**
     * Declares a topic by its descriptor.
     *
     * @param topic the topic
     * @return a declaration that leaves all else to the cluster
     */
    public static TopicSpec of(Topic<?, ?> topic) {
        return new TopicSpec(topic.name(), topic, null, null, Map.of());
    }

    /**
     * Sets the number of partitions. Default: the cluster's.
     *
     * @param partitions at least 1
     * @return a changed copy
     */
    public TopicSpec partitions(int partitions) {
        return new TopicSpec(name, topic, partitions, replicas, config);
    }

    /**
     * Sets the number of replicas of each partition. Default: the cluster's.
     *
     * @param replicas at least 1 and at most the number of brokers
     * @return a changed copy
     */
    public TopicSpec replicas(int replicas) {
        return new TopicSpec(name, topic, partitions, replicas, config);
    }

    /**
     * Sets how many replicas must have a record before its writer is told so ({@code min.insync.replicas}).
     *
     * @param minInSync at least 1 and at most the number of replicas
     * @return a changed copy
     */
    public TopicSpec minInSync(int minInSync) {
        return config("min.insync.replicas", Integer.toString(minInSync));
    }

    /**
     * Sets how long records are kept ({@code retention.ms}).
     *
     * @param retention the time; negative for ever
     * @return a changed copy
     */
    public TopicSpec retention(Duration retention) {
        return config("retention.ms", retention.isNegative() ? "-1" : Long.toString(retention.toMillis()));
    }

    /**
     * Keeps the newest record of each key for ever ({@code cleanup.policy=compact}).
     *
     * @return a changed copy
     */
    public TopicSpec compacted() {
        return config("cleanup.policy", "compact");
    }

    /**
     * Sets any of Kafka's topic configurations.
     *
     * @param key the configuration's name
     * @param value its value
     * @return a changed copy
     */
    public TopicSpec config(String key, String value) {
        Map<String, String> changed = new TreeMap<>(config);
        changed.put(key, value);
        return new TopicSpec(name, topic, partitions, replicas, Map.copyOf(changed));
    }

    /**
     * The topic's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The descriptor that the declaration was made from.
     *
     * @return the descriptor; empty if it was made from a name
     */
    public Optional<Topic<?, ?>> topic() {
        return Optional.ofNullable(topic);
    }

    /**
     * The number of partitions.
     *
     * @return the number; empty for the cluster's default
     */
    public OptionalInt partitions() {
        return partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    }

    /**
     * The number of replicas.
     *
     * @return the number; empty for the cluster's default
     */
    public OptionalInt replicas() {
        return replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas);
    }

    /**
     * The topic configurations that are set, {@code min.insync.replicas} included.
     *
     * @return name to value, unmodifiable
     */
    public Map<String, String> config() {
        return config;
    }

    @Override
    public String toString() {
        return "TopicSpec[" + name + ", partitions=" + partitions + ", replicas=" + replicas + ", config=" + config
                + "]";
    }
}
