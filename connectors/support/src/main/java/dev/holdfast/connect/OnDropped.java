package dev.holdfast.connect;

/**
 * What becomes of a message whose record did not get into Kafka though the task goes on: because a transformation filtered
 * it, or because it could not be converted or written and {@code errors.tolerance=all} lets that pass. Connect does not tell
 * a task which of these it was.
 */
public enum OnDropped {
    /** It is acknowledged, and with that gone from the system it came from. */
    ACKNOWLEDGE,
    /** It is refused, so that the system moves it to where it keeps such messages (a dead-letter exchange, an advisory). */
    REJECT
}
