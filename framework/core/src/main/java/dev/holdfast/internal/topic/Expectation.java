package dev.holdfast.internal.topic;

import dev.holdfast.TopicSpec;
import dev.holdfast.spi.DerivedTopic;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How a topic should be; what is empty does not matter.
 *
 * @param partitions how many partitions
 * @param replicas how many replicas of each
 * @param config the topic configurations, by name
 */
record Expectation(OptionalInt partitions, OptionalInt replicas, Map<String, String> config) {
    private static final String MIN_IN_SYNC = "min.insync.replicas";

    static Expectation of(TopicSpec spec) {
        return new Expectation(spec.partitions(), spec.replicas(), new TreeMap<>(spec.config()));
    }

    /** A derived topic is as its source really is, whatever that was declared to be. */
    static Expectation of(DerivedTopic derived, ActualTopic source) {
        Map<String, String> config = new TreeMap<>();
        source.minInSync().ifPresent(minInSync -> config.put(MIN_IN_SYNC, Integer.toString(minInSync)));
        config.putAll(derived.config());
        return new Expectation(OptionalInt.of(source.partitions()), OptionalInt.of(source.replicas()), config);
    }

    /** A derived topic whose source is still to be created. */
    static Expectation of(DerivedTopic derived, Expectation source) {
        Map<String, String> config = new TreeMap<>();
        if (source.config().containsKey(MIN_IN_SYNC)) {
            config.put(MIN_IN_SYNC, source.config().get(MIN_IN_SYNC));
        }
        config.putAll(derived.config());
        return new Expectation(source.partitions(), source.replicas(), config);
    }

    OptionalInt minInSync() {
        String value = config.get(MIN_IN_SYNC);
        return value != null && value.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(value))
                : OptionalInt.empty();
    }
}
