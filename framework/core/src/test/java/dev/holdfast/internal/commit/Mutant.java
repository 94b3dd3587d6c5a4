package dev.holdfast.internal.commit;

/** Faults that are planted to see that the simulation finds them. */
enum Mutant {
    /** Offsets are committed beside the transaction, as by a plain consumer. */
    OFFSETS_OUTSIDE,
    /** A transaction of several partitions has the offset of one of them. */
    ONE_FENCE_FOR_TWO,
    /** The membership is asked for when offsets are added, not when it was known what is owned. */
    LIVE_METADATA,
    /** After a commit that was not answered the same outputs go into another transaction. */
    RESEND_AFTER_UNDECIDED,
    /** A record is marked as done when it is handled, not when its outputs are committed. */
    BIT_BEFORE_OUTPUT,
    /** Who takes a partition over does not read what is done beyond its offset. */
    STALE_MAP,
    /** An instance that has lost a partition goes on, with the membership that it has then. */
    COMMIT_AFTER_LOSS
}
