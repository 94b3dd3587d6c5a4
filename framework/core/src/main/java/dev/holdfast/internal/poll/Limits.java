package dev.holdfast.internal.poll;

import java.util.Collection;

/**
 * How much of each partition may be in flight: handed out and not done. At its limit a partition is paused; it goes on at
 * three quarters of it.
 *
 * <p>One half of what a consumer may have in flight is split evenly, and no partition can take that from another. The other
 * half is for those that need more: each may have half of what the others leave of it. So a busy partition among idle ones
 * gets half of that half, and busy ones among themselves get the same (dynamic thresholds; Choudhury and Hahne, 1998).
 *
 * @param evenRecords the records that each partition may have whatever the others do
 * @param freeRecords the records beyond that which nobody has
 * @param evenBytes the bytes that each partition may have, of what was read and of what is to be written for it; one record
 *     may exceed them
 * @param freeBytes the bytes beyond that which nobody has
 */
record Limits(long evenRecords, long freeRecords, long evenBytes, long freeBytes) {
    /** For all partitions of a consumer together: what a transaction holds, and as much again behind it. */
    private static final long RECORDS = 131_072;

    /** In a small heap an eighth of it, since objects take about as much again as their bytes. */
    private static final long BYTES =
            Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

    private static final long LEAST_RECORDS = 1_024;
    private static final long LEAST_BYTES = 1024 * 1024;

    /** What the partitions of a consumer have left. */
    static Limits shared(Collection<Intake> partitions) {
        int sharers = Math.max(1, partitions.size());
        long evenRecords = Math.max(LEAST_RECORDS, RECORDS / 2 / sharers);
        long evenBytes = Math.max(LEAST_BYTES, BYTES / 2 / sharers);
        long freeRecords = RECORDS / 2;
        long freeBytes = BYTES / 2;
        for (Intake partition : partitions) {
            freeRecords -= Math.max(0, partition.inFlight() - evenRecords);
            freeBytes -= Math.max(0, partition.bytesInFlight() - evenBytes);
        }
        return new Limits(evenRecords, freeRecords, evenBytes, freeBytes);
    }

    /** The most records of a partition that has so many in flight. */
    long records(long inFlight) {
        return limit(evenRecords, freeRecords, inFlight);
    }

    /** The most bytes of a partition that has so many in flight. */
    long bytes(long inFlight) {
        return limit(evenBytes, freeBytes, inFlight);
    }

    private static long limit(long even, long free, long inFlight) {
        long leftByOthers = free + Math.max(0, inFlight - even);
        return even + Math.max(0, leftByOthers / 2);
    }
}
