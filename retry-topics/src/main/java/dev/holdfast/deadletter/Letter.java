package dev.holdfast.deadletter;

import dev.holdfast.retry.internal.Trail;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dead-letter topic, understood.
 *
 * @param record as it was read
 * @param origin where it came from
 * @param failure why it is here
 * @param stackTrace its exception's stack trace
 * @param redrives how often it had come back
 * @param original the original record's headers
 * @param trail what is needed to write its headers again; null if it is foreign or malformed
 */
record Letter(
        ConsumerRecord<byte[], byte[]> record,
        Optional<DeadLetterOrigin> origin,
        DeadLetterFailure failure,
        Optional<String> stackTrace,
        int redrives,
        Headers original,
        @Nullable Trail trail) {
    DeadLetterId id() {
        return new DeadLetterId(record.partition(), record.offset());
    }

    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    DeadLetter as(DeadLetterStatus status) {
        return new DeadLetter(
                id(), at(), origin, failure, redrives, length(record.key()), length(record.value()), status);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }
}
