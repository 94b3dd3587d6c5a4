package dev.holdfast.retry;

/** What becomes of a record that no attempt could handle. */
public enum OnExhausted {
    /** It goes to the dead-letter topic; all others go on. */
    DEAD_LETTER,
    /** Its partition stops in front of it, visibly, until a person has seen to it; other partitions go on. */
    STOP_PARTITION
}
