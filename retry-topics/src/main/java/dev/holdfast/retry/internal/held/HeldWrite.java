package dev.holdfast.retry.internal.held;

/** A record of the held topic. Its key is made of the kind and the source offset, so the newest of each is what counts. */
enum HeldWrite {
    /** The held record in its original bytes; written once. */
    PAYLOAD,
    /** When it is tried again; written after each failed attempt. */
    SCHEDULE,
    /** The payload is not needed any more. */
    NO_PAYLOAD,
    /** The schedule is not needed any more. */
    NO_SCHEDULE
}
