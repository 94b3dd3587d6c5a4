package dev.holdfast.retry.internal.held;

/**
 * What an operator wants done with the first record of a held key.
 *
 * @param action what
 * @param offset the record's source offset
 * @param who who wants it
 * @param why why
 */
record Command(Action action, long offset, String who, String why) {
    /** What can be done; the names stand in the log. */
    enum Action {
        /** It is tried at once, and once its attempts are used up it is a dead letter. */
        RELEASE,
        /** It is given up. */
        DISCARD
    }

    /** What came of it; the names stand in the log. */
    enum Result {
        /** Done. */
        DONE,
        /** The record is not held: it was done before. */
        NOT_HELD,
        /** The record waits behind another one of its key. */
        NOT_FIRST,
        /** The command can't be understood. */
        UNREADABLE
    }
}
