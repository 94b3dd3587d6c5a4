package dev.holdfast.internal.offset;

/**
 * What a commit tells the next owner of its partition about how it was left, so that a record that ends the process is
 * found although no process lives to tell.
 *
 * @param released whether the owner gave the partition up in good order
 * @param takeovers how often the partition was taken over from an owner that had not, since the frontier last moved
 * @param started the offset that was to run alone when this was committed; {@link #NONE} if there was none
 * @param starts how often that offset was started alone
 */
public record Guard(boolean released, int takeovers, long started, int starts) {
    /** No offset. */
    public static final long NONE = -1;

    /** Of a partition that nobody has owned before. */
    public static final Guard NEW = new Guard(false, 0, NONE, 0);

    private static final int SUSPICIOUS = 2;
    private static final int MOST = Byte.MAX_VALUE;

    /** What the next owner begins with. */
    public Guard takenOver() {
        return released ? NEW : new Guard(false, Math.min(takeovers + 1, MOST), started, starts);
    }

    /** Whether one of the records that were running seems to end the process. */
    public boolean isSuspicious() {
        return takeovers >= SUSPICIOUS || started != NONE;
    }
}
