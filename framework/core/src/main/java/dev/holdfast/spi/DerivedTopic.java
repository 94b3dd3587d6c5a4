package dev.holdfast.spi;

import java.util.Map;
import java.util.Objects;

/**
 * A topic that belongs to a handler's topic: it gets its source's partitions, replicas and {@code min.insync.replicas}.
 *
 * @param name the topic's name
 * @param source the handled topic that it derives from
 * @param config topic configurations beyond those it inherits
 * @param subscribed whether the group reads it, with the handler, as it reads the source
 */
public record DerivedTopic(String name, String source, Map<String, String> config, boolean subscribed) {
    /** Copies the configuration. */
    public DerivedTopic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        config = Map.copyOf(config);
    }
}
