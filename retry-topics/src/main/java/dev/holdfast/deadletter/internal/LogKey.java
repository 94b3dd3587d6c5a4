package dev.holdfast.deadletter.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Whose entry it is in the log: the coordinates of a dead letter. The topic's id belongs to them, because a topic that was
 * deleted and created anew counts its offsets from 0 again, and its new dead letters must not look as if they had been moved.
 *
 * @param topicId the id of the dead-letter topic
 * @param partition the dead letter's partition
 * @param offset the dead letter's offset
 */
public record LogKey(Uuid topicId, int partition, long offset) {
    private static final String SEPARATOR = ":";
    private static final int PARTS = 3;

    /**
     * The record key.
     *
     * @return its bytes
     */
    public byte[] bytes() {
        return (topicId + SEPARATOR + partition + SEPARATOR + offset).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a record key; empty if it is not one of ours. */
    static Optional<LogKey> read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LogKey(Uuid.fromString(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2])));
        } catch (IllegalArgumentException e) {
            // Somebody else's key, or damaged: in both cases nothing is known of any dead letter.
            return Optional.empty();
        }
    }
}
