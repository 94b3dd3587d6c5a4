package dev.holdfast.deadletter;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A dead letter as it stands in lists: all but its contents.
 *
 * @param id where it is
 * @param at the timestamp of the dead letter itself: when it was written
 * @param origin where the record came from; empty if its headers don't tell, or are malformed
 * @param failure why it is here
 * @param redrives how often the record had come back before it failed again
 * @param keyBytes the key's length; -1 for no key
 * @param valueBytes the value's length; -1 for a tombstone
 * @param status how it stands
 */
public record DeadLetter(
        DeadLetterId id,
        Instant at,
        Optional<DeadLetterOrigin> origin,
        DeadLetterFailure failure,
        int redrives,
        int keyBytes,
        int valueBytes,
        DeadLetterStatus status) {
    /** Checks that nothing is null. */
    public DeadLetter {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(status, "status");
    }
}
