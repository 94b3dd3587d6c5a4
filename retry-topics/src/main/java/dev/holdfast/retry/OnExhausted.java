package dev.holdfast.retry;

/** What becomes of a record that no attempt could handle. */
public enum OnExhausted {
    /** It goes to the dead-letter topic; all others go on. */
    DEAD_LETTER,
    /** Its partition stops in front of it, visibly, until a person has seen to it; other partitions go on. */
    STOP_PARTITION,
    /**
     * Its key stays held, and it is tried again after the last delay, until it succeeds or a person {@linkplain HeldKeys
     * releases or discards} it: for records that mean nothing without the one before. Needs {@link dev.holdfast.Order#KEY}.
     */
    HOLD_KEY
}
