package dev.holdfast.state;

/** How far an application, a handler or a partition has come. Ordered from good to bad after {@link #RUNNING}. */
public enum Phase {
    /** Built, not started. */
    CREATED,
    /** Checking, connecting, taking partitions over. */
    STARTING,
    /** At work. */
    RUNNING,
    /** Records are not taken because a person said so. */
    PAUSED,
    /** At work, but something needs a look: a record fails again and again, or runs very long. */
    DEGRADED,
    /** Draining and committing. */
    STOPPING,
    /** At rest: closed, or stopped in front of a record that can't be passed; the reason says which. */
    STOPPED,
    /** Ended by an error. */
    FAILED
}
