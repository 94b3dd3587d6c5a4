package dev.holdfast.deadletter;

/** How a dead letter stands. */
public enum DeadLetterStatus {
    /** Nobody did anything about it, or it was reopened. */
    OPEN,
    /** It was moved, to be handled again. If it fails again, that is another dead letter. */
    REDRIVEN,
    /** It was given up. */
    DISCARDED,
    /**
     * Its entry in the log is damaged or of a newer version, so it may have been moved: nothing moves it until somebody
     * has looked and reopens it.
     */
    UNREADABLE
}
