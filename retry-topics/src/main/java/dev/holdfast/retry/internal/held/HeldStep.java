package dev.holdfast.retry.internal.held;

import java.util.List;

/** What happens to a held record. */
enum HeldStep {
    /** A record of the source failed: it is the first of its key from now on. */
    FAILED,
    /** A record of the source came while its key was held: it waits, and has not been tried. */
    FOLLOWS,
    /** The first of a key failed again. */
    FAILED_AGAIN,
    /** The first of a key is done, without ever having failed here. */
    RESOLVED_AT_ONCE,
    /** The first of a key, which had failed, is done: handled, dead-lettered or discarded. */
    RESOLVED;

    /** What is written to the held topic, in this order, in the transaction that has all else that the step causes. */
    List<HeldWrite> writes() {
        return switch (this) {
            case FAILED -> List.of(HeldWrite.PAYLOAD, HeldWrite.SCHEDULE);
            case FOLLOWS -> List.of(HeldWrite.PAYLOAD);
            case FAILED_AGAIN -> List.of(HeldWrite.SCHEDULE);
            case RESOLVED_AT_ONCE -> List.of(HeldWrite.NO_PAYLOAD);
            case RESOLVED -> List.of(HeldWrite.NO_PAYLOAD, HeldWrite.NO_SCHEDULE);
        };
    }
}
