package dev.holdfast.retry.internal;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a record was first read.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset
 * @param timestamp the record's timestamp there
 */
public record Origin(String topic, int partition, long offset, Instant timestamp) {
    /** Checks the values. */
    public Origin {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(timestamp, "timestamp");
    }
}
