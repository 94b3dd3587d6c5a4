package dev.holdfast.retry.internal.held;

/**
 * Where a record stands in the log of its held partition: at an offset that is known, or, until its transaction is
 * committed, somewhere from an offset on. Both in one {@code long}, because there are millions of them.
 */
final class Places {
    private Places() {}

    /** Somewhere from an offset on. */
    static long from(long offset) {
        return ~offset;
    }

    static boolean isKnown(long place) {
        return place >= 0;
    }

    /** The lowest offset at which it may stand. */
    static long lowest(long place) {
        return place >= 0 ? place : ~place;
    }
}
