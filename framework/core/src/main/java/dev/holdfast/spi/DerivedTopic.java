package dev.holdfast.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A topic that belongs to a handler's topic: it gets its source's partitions, replicas and {@code min.insync.replicas}.
 * Where the application declares a topic of the same name, what it declares wins.
 *
 * @param name the topic's name
 * @param source the handled topic that it derives from
 * @param config topic configurations beyond those it inherits
 * @param subscribed whether the group reads it, with the handler, as it reads the source; it is always read from its
 *     beginning, and without order in {@link dev.holdfast.Order#KEY_UNTIL_RETRY}
 * @param retention how long its records are kept; null for the cluster's default, or what the configurations say
 * @param headroomBytes how much larger its records may be than the source's, for headers that are added; 0 for the
 *     cluster's default
 */
public record DerivedTopic(
        String name,
        String source,
        Map<String, String> config,
        boolean subscribed,
        @Nullable Retention retention,
        int headroomBytes) {
    /** Copies the configuration. */
    public DerivedTopic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        config = Map.copyOf(config);
        if (headroomBytes < 0) {
            throw new IllegalArgumentException("the headroom must not be negative: " + headroomBytes);
        }
    }

    /**
     * A topic whose configurations don't depend on its source's.
     *
     * @param name the topic's name
     * @param source the handled topic that it derives from
     * @param config topic configurations beyond those it inherits
     * @param subscribed whether the group reads it
     */
    public DerivedTopic(String name, String source, Map<String, String> config, boolean subscribed) {
        this(name, source, config, subscribed, null, 0);
    }

    /**
     * Keeps records for a time, and then for as long as the source keeps its own; for ever if the source does.
     *
     * @param needed how long a record must be kept at least: a topic that is declared with less is a problem
     * @param atLeast what is added to that if the source keeps its own for less
     */
    public record Retention(Duration needed, Duration atLeast) {
        /** Checks that nothing is null. */
        public Retention {
            Objects.requireNonNull(needed, "needed");
            Objects.requireNonNull(atLeast, "atLeast");
        }
    }
}
