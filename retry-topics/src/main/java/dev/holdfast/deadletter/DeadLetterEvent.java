package dev.holdfast.deadletter;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * What was done to a dead letter.
 *
 * @param kind what
 * @param at when, in milliseconds
 * @param who who said they did it
 * @param why the reason they gave
 * @param target the topic that it was moved to; empty if it was not moved
 * @param edit how its value was changed; empty if it was not
 */
public record DeadLetterEvent(
        Kind kind, Instant at, String who, String why, Optional<String> target, Optional<Edit> edit) {
    /** What can be done. */
    public enum Kind {
        /** Moved, to be handled again. */
        REDRIVEN,
        /** Given up. */
        DISCARDED,
        /** Made open again. */
        REOPENED
    }

    /**
     * A changed value. The value before is still that of the dead letter.
     *
     * @param sha256Before in hexadecimal; empty for a tombstone
     * @param bytesBefore the length; -1 for a tombstone
     * @param sha256After in hexadecimal; empty for a tombstone
     * @param bytesAfter the length; -1 for a tombstone
     * @param value the new value; empty for a tombstone
     */
    public record Edit(
            String sha256Before, int bytesBefore, String sha256After, int bytesAfter, Optional<Bytes> value) {
        /** Tells lengths and hashes, never the value. */
        @Override
        public String toString() {
            return "Edit[" + bytesBefore + " bytes " + sha256Before + " -> " + bytesAfter + " bytes " + sha256After
                    + "]";
        }
    }
}
