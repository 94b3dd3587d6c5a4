package dev.holdfast.retry.internal.held;

/** The protocol of held keys as it is, and wrong ones: each mutant leaves out one thing that the design says. */
enum Mutant {
    /** As designed. */
    NONE,
    /** Restores up to what readers of committed records see at once, not up to the end of the log. */
    RESTORE_TO_STABLE_END,
    /** Adds offsets with whatever the group's epoch is then. */
    LATE_METADATA,
    /** Commits retries without the offset of their partition. */
    RETRIES_WITHOUT_FENCE,
    /** Writes a record that failed again to the end of the log, and orders by the log. */
    FAILED_GOES_TO_TAIL,
    /** Writes the held entry, the output and the offset one after the other. */
    NO_TRANSACTION,
    /** Reads the source again after an abort, but keeps what is in memory. */
    MEMORY_SURVIVES_ABORT,
    /** Sends again what was in a transaction whose commit was not answered. */
    RESEND_AFTER_UNKNOWN_COMMIT,
    /** Goes on with what is in memory when what it rests on was not sent again. */
    MEMORY_SURVIVES_LOSS,
    /** Notes where to restore from without waiting for what is done to be committed. */
    NOTE_AHEAD_OF_COMMIT,
    /** Forgets, in that note, records on their way from the worker to the committer. */
    NOTE_FORGETS_ARRIVING,
    /** Frees a key before what its record wrote was handed over. */
    FREES_BEFORE_HANDOVER,
    /** Notes that a command is carried out before that is committed. */
    COMMAND_AHEAD_OF_COMMIT,
    /** Carries a command out without looking whether its result is there. */
    COMMAND_WITHOUT_RESULT
}
