package dev.holdfast.internal.poll;

/**
 * How much of one partition may be in flight: handed out and not done. At the limit the partition is paused; it goes on
 * at three quarters of it.
 *
 * @param records the most records
 * @param bytes the most bytes of keys and values; one record may exceed it
 */
record Limits(long records, long bytes) {
    /** For all partitions of a consumer together. */
    private static final long RECORDS = 65_536;

    private static final long BYTES = 64L * 1024 * 1024;
    private static final long LEAST_RECORDS = 1_024;
    private static final long LEAST_BYTES = 1024 * 1024;

    /** The share of one of so many partitions. */
    static Limits shared(int partitions) {
        int sharers = Math.max(1, partitions);
        return new Limits(Math.max(LEAST_RECORDS, RECORDS / sharers), Math.max(LEAST_BYTES, BYTES / sharers));
    }
}
