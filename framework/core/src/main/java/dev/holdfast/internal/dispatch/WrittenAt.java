package dev.holdfast.internal.dispatch;

import java.util.Arrays;

/**
 * Where the last of a record's writes stand in their partitions. Filled by the producer's thread before it counts the
 * answer, read by the committer when all are counted.
 */
public final class WrittenAt {
    private static final long UNKNOWN = -1;

    private final int first;
    private final long[] offsets;

    /**
     * Asks for the last writes.
     *
     * @param writes how many writes there are
     * @param asked for how many of them, counted from the last, it is asked
     */
    WrittenAt(int writes, int asked) {
        this.first = writes - asked;
        this.offsets = new long[asked];
        Arrays.fill(offsets, UNKNOWN);
    }

    /** Takes where a write stands; when it is sent again, that replaces what was said before. */
    public void written(int index, long offset) {
        if (index >= first) {
            offsets[index - first] = offset;
        }
    }

    long[] offsets() {
        return offsets.clone();
    }
}
