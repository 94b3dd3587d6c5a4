package dev.holdfast.retry;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A held key. Neither its bytes nor the message of an exception are shown by {@code toString}.
 *
 * @param partition the partition of the handled topic
 * @param key the key's bytes, not to be changed; empty for a record without a key
 * @param offset the offset of its first record, for which the others wait
 * @param waiting why that one waits; empty if it has not failed yet and is tried
 * @param followers how many records wait behind it
 * @param lastOffset the offset of the last of them; that of the first record if there are none
 */
public record HeldKeyEntry(
        int partition, Optional<byte[]> key, long offset, Optional<Waiting> waiting, int followers, long lastOffset) {
    /** Checks that nothing is null. */
    public HeldKeyEntry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(waiting, "waiting");
    }

    /**
     * Why a record waits.
     *
     * @param attempts how many attempts were made
     * @param firstFailedAt when it failed first
     * @param dueAt when it is tried again
     * @param reason why it failed last, as in failure headers
     * @param exceptionClass the exception's class; empty if there was none
     * @param message what it said, at most 1 KiB
     */
    public record Waiting(
            int attempts, Instant firstFailedAt, Instant dueAt, String reason, String exceptionClass, String message) {
        /** Checks that nothing is null. */
        public Waiting {
            Objects.requireNonNull(firstFailedAt, "firstFailedAt");
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(exceptionClass, "exceptionClass");
            Objects.requireNonNull(message, "message");
        }
    }

    @Override
    public String toString() {
        return "partition " + partition + " offset " + offset + ", " + followers + " behind it"
                + waiting.map(why ->
                                ", " + why.reason() + " after " + why.attempts() + " attempts, due at " + why.dueAt())
                        .orElse("");
    }
}
