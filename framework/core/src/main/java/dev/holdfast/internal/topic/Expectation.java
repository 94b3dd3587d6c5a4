package dev.holdfast.internal.topic;

import dev.holdfast.TopicSpec;
import dev.holdfast.spi.DerivedTopic;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a topic should be; what is empty does not matter.
 *
 * @param partitions how many partitions
 * @param replicas how many replicas of each
 * @param config the topic configurations, by name
 */
record Expectation(OptionalInt partitions, OptionalInt replicas, Map<String, String> config) {
    private static final String MIN_IN_SYNC = "min.insync.replicas";
    private static final String MAX_BYTES = "max.message.bytes";
    private static final String RETENTION = "retention.ms";

    static Expectation of(TopicSpec spec) {
        return new Expectation(spec.partitions(), spec.replicas(), new TreeMap<>(spec.config()));
    }

    /** A derived topic is as its source really is, whatever that was declared to be. */
    static Expectation of(DerivedTopic derived, ActualTopic source) {
        Map<String, String> config = new TreeMap<>();
        source.minInSync().ifPresent(minInSync -> config.put(MIN_IN_SYNC, Integer.toString(minInSync)));
        putRelative(derived, Objects.requireNonNullElse(source.config(), Map.of()), config);
        config.putAll(derived.config());
        return new Expectation(OptionalInt.of(source.partitions()), OptionalInt.of(source.replicas()), config);
    }

    /** A derived topic whose source is still to be created. */
    static Expectation of(DerivedTopic derived, Expectation source) {
        Map<String, String> config = new TreeMap<>();
        if (source.config().containsKey(MIN_IN_SYNC)) {
            config.put(MIN_IN_SYNC, source.config().get(MIN_IN_SYNC));
        }
        putRelative(derived, source.config(), config);
        config.putAll(derived.config());
        return new Expectation(source.partitions(), source.replicas(), config);
    }

    /** What depends on the source's configurations, as far as they are known. */
    private static void putRelative(DerivedTopic derived, Map<String, String> source, Map<String, String> config) {
        long maxBytes = number(source.get(MAX_BYTES));
        if (derived.headroomBytes() > 0 && maxBytes >= 0) {
            config.put(MAX_BYTES, Long.toString(Math.min(Integer.MAX_VALUE, maxBytes + derived.headroomBytes())));
        }
        DerivedTopic.Retention retention = derived.retention();
        String kept = source.get(RETENTION);
        if (retention != null && kept != null) {
            long ofSource = number(kept);
            long most = Math.max(retention.atLeast().toMillis(), ofSource);
            config.put(
                    RETENTION,
                    ofSource < 0
                            ? "-1"
                            : Long.toString(most + retention.needed().toMillis()));
        }
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** What is declared wins over what is derived. */
    Expectation overruledBy(TopicSpec spec) {
        Map<String, String> both = new TreeMap<>(config);
        both.putAll(spec.config());
        return new Expectation(
                spec.partitions().isPresent() ? spec.partitions() : partitions,
                spec.replicas().isPresent() ? spec.replicas() : replicas,
                both);
    }

    OptionalInt minInSync() {
        String value = config.get(MIN_IN_SYNC);
        return value != null && value.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(value))
                : OptionalInt.empty();
    }
}
