package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.LogEntry;
import dev.holdfast.deadletter.internal.LogFormat;
import dev.holdfast.deadletter.internal.LogKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that is to be changed, with all that has to be written for it in one transaction.
 *
 * @param letter the dead letter
 * @param entry what the log says afterwards
 * @param records what is written
 */
record Pending(Letter letter, LogEntry entry, List<ProducerRecord<byte[], byte[]>> records) {
    static Pending of(
            Letter letter, Optional<ProducerRecord<byte[], byte[]>> move, String log, LogKey key, LogEntry entry) {
        ProducerRecord<byte[], byte[]> logged =
                new ProducerRecord<>(log, key.partition(), key.bytes(), LogFormat.write(entry));
        return new Pending(
                letter, entry, Stream.concat(move.stream(), Stream.of(logged)).toList());
    }

    long bytes() {
        return records.stream()
                .mapToLong(record -> length(record.key()) + length(record.value()))
                .sum();
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
