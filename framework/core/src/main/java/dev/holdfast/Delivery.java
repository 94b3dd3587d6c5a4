package dev.holdfast;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Where a record came from and how often it was tried.
 *
 * <p>Coordinates, timestamp and headers are always those of the <em>original</em> record, also when the record comes
 * back through a retry or a redrive.
 *
 * @param topic the original topic
 * @param partition the original partition
 * @param offset the original offset
 * @param timestamp the original timestamp
 * @param headers the original headers; read-only
 * @param attempt which attempt this is: 1 for the first
 * @param firstFailedAt when the record failed first; empty on the first attempt
 */
public record Delivery(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        Headers headers,
        int attempt,
        Optional<Instant> firstFailedAt) {

    /** Checks the values and makes the headers read-only. */
    public Delivery {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(firstFailedAt, "firstFailedAt");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + attempt);
        }
        if (headers instanceof RecordHeaders mutable) {
            mutable.setReadOnly();
        }
    }

    /**
     * Identifies the record for ever: "topic-partition-offset" of the original, the same in every retry and redrive.
     * Use it as the idempotency key of side effects.
     *
     * @return the id
     */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }

    /**
     * The last header of a name as UTF-8 text.
     *
     * @param name the header's name
     * @return its text; empty if there is none of that name or its value is null
     */
    public Optional<String> header(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
