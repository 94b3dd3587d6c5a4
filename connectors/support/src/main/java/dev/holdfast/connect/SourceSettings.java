package dev.holdfast.connect;

import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * What all sources can be told.
 *
 * @param maxInFlight how many messages may be between their system and Kafka, at least 1
 * @param batchMaxRecords how many records one poll returns at most, at least 1
 * @param onDropped what becomes of a message whose record was dropped
 * @param retry how to come back after the connection was lost
 */
public record SourceSettings(int maxInFlight, int batchMaxRecords, OnDropped onDropped, RetrySettings retry) {
    /** The topic that records go to. */
    public static final String TOPIC = "kafka.topic";

    /** How many messages may be on their way. */
    public static final String MAX_IN_FLIGHT = "max.in.flight";

    /** How many records one poll returns. */
    public static final String BATCH_MAX_RECORDS = "batch.max.records";

    /** What becomes of the message of a dropped record. */
    public static final String ON_DROPPED = "on.dropped";

    /** How long a poll waits for a message: a task can be asked to stop only between polls. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final String GROUP = "Source";

    /**
     * Adds the keys, with their documentation.
     *
     * @param keys where to
     * @return the same
     */
    public static ConfigDef define(ConfigDef keys) {
        keys.define(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The topic that records are written to.",
                        GROUP,
                        1,
                        ConfigDef.Width.MEDIUM,
                        "Topic")
                .define(
                        MAX_IN_FLIGHT,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 1_000_000),
                        Importance.MEDIUM,
                        "How many messages of a task may be between their system and Kafka. At the limit the task reads no"
                                + " more. Where delivery is at least once, it is also the most that can be there twice"
                                + " after a crash of a task.",
                        GROUP,
                        2,
                        ConfigDef.Width.SHORT,
                        "Messages in flight")
                .define(
                        BATCH_MAX_RECORDS,
                        ConfigDef.Type.INT,
                        500,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "How many records a task hands to Connect at a time.",
                        GROUP,
                        3,
                        ConfigDef.Width.SHORT,
                        "Records a batch")
                .define(
                        ON_DROPPED,
                        ConfigDef.Type.STRING,
                        "acknowledge",
                        ConfigChecks.oneOf(OnDropped.class),
                        Importance.MEDIUM,
                        "What becomes of a message whose record a transformation filtered out, or that could not be converted"
                                + " or written and errors.tolerance=all let pass; Connect does not tell which."
                                + " 'acknowledge': it counts as done. 'reject': it is refused, for the system to keep aside.",
                        GROUP,
                        4,
                        ConfigDef.Width.SHORT,
                        "Dropped records");
        return RetrySettings.define(keys);
    }

    /**
     * Reads the values of keys that {@link #define} added.
     *
     * @param config the parsed configuration
     * @return the settings
     */
    public static SourceSettings of(AbstractConfig config) {
        return new SourceSettings(
                config.getInt(MAX_IN_FLIGHT),
                config.getInt(BATCH_MAX_RECORDS),
                OnDropped.valueOf(config.getString(ON_DROPPED).toUpperCase(Locale.ROOT)),
                RetrySettings.of(config));
    }
}
