package dev.holdfast.connect;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The pauses between attempts when the other system does not answer. There is no limit to how often: the task stays
 * RUNNING, warns at each failure, and counts them in its metrics.
 *
 * @param first the first pause
 * @param longest what doubling ends at
 */
public record RetrySettings(Duration first, Duration longest) {
    /** The first pause. */
    public static final String BACKOFF_MS = "retry.backoff.ms";

    /** The longest pause. */
    public static final String BACKOFF_MAX_MS = "retry.backoff.max.ms";

    /**
     * Adds the keys, with their documentation.
     *
     * @param keys where to
     * @return the same
     */
    public static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        BACKOFF_MS,
                        ConfigDef.Type.LONG,
                        200L,
                        Range.between(1L, 3_600_000L),
                        Importance.LOW,
                        "The pause before the first attempt to connect again, in milliseconds. It doubles with each failure.",
                        "Retries",
                        1,
                        ConfigDef.Width.SHORT,
                        "First pause")
                .define(
                        BACKOFF_MAX_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(1L, 3_600_000L),
                        Importance.LOW,
                        "The longest pause between attempts to connect, in milliseconds. Attempts never end.",
                        "Retries",
                        2,
                        ConfigDef.Width.SHORT,
                        "Longest pause");
    }

    /**
     * Reads the values of keys that {@link #define} added.
     *
     * @param config the parsed configuration
     * @return the settings
     */
    public static RetrySettings of(AbstractConfig config) {
        return new RetrySettings(
                Duration.ofMillis(config.getLong(BACKOFF_MS)), Duration.ofMillis(config.getLong(BACKOFF_MAX_MS)));
    }
}
