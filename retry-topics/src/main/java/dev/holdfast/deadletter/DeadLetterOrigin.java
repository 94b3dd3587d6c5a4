package dev.holdfast.deadletter;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a dead letter was a record first.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset
 * @param timestamp the record's timestamp; empty if whoever wrote the dead letter does not tell
 */
public record DeadLetterOrigin(String topic, int partition, long offset, Optional<Instant> timestamp) {
    /**
     * The id that handlers know as {@link dev.holdfast.Delivery#id()}.
     *
     * @return "topic-partition-offset"
     */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
