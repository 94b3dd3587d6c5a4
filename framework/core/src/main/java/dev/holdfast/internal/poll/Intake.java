package dev.holdfast.internal.poll;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.offset.OffsetRing;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was read from one partition and not yet handed out, and how much may be.
 *
 * <p>Records go to the dispatcher while the lane is within its limits and its window; the rest of a poll waits here, and
 * the partition is paused. Offsets that the partition does not deliver (compaction, transaction markers, aborted
 * records) are marked as they are passed. Confined to the poll thread, but for the figures at the end.
 */
final class Intake {
    private final Lane lane;
    private Limits limits;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> backlog = new ArrayDeque<>();
    private final long restoredUntil;
    private long expected;
    private long read;
    private volatile long handedOut;
    private volatile long handedOutBytes;
    private volatile boolean open;
    private volatile long position;
    private volatile long lag = -1;
    private volatile boolean paused;

    Intake(Lane lane, Limits limits, long restoredUntil) {
        this.lane = lane;
        this.limits = limits;
        this.restoredUntil = restoredUntil;
        this.expected = lane.ring().frontier();
        this.read = expected;
        this.position = expected;
    }

    Lane lane() {
        return lane;
    }

    /** Lets records be handed out from now on. */
    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    void limits(Limits shared) {
        limits = shared;
    }

    void add(List<ConsumerRecord<byte[], byte[]>> records) {
        backlog.addAll(records);
    }

    /** Says up to where the partition was read, offsets that are not delivered included. */
    void readTo(long next) {
        read = next;
        position = next;
    }

    /** Hands out what may be handed out; returns whether that was anything. */
    boolean feed() {
        if (!open || lane.isHalted()) {
            return false;
        }
        lane.lookAtProbation();
        if (backlog.isEmpty() && read <= expected) {
            return false;
        }
        long count = 0;
        long countBytes = 0;
        long inFlight = inFlight();
        long bytesInFlight = bytesInFlight();
        long room = limits.records(inFlight) - inFlight;
        long roomBytes = limits.bytes(bytesInFlight) - bytesInFlight;
        ConsumerRecord<byte[], byte[]> record = backlog.peek();
        while (record != null && room > 0 && roomBytes > 0 && isWithinWindow(record.offset())) {
            backlog.poll();
            expected = record.offset() + 1;
            if (record.offset() >= restoredUntil || !lane.ring().isDone(record.offset())) {
                int bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
                count++;
                countBytes += bytes;
                room--;
                roomBytes -= bytes;
                lane.dispatcher().offer(record, lane);
            }
            record = backlog.peek();
        }
        if (record == null && read > expected && passGap(read)) {
            expected = read;
        }
        long total = handedOut + count;
        long totalBytes = handedOutBytes + countBytes;
        handedOut = total;
        handedOutBytes = totalBytes;
        return count > 0;
    }

    private boolean isWithinWindow(long offset) {
        return passGap(offset) && offset < lane.ring().limit();
    }

    /** Passes everything before an offset; false if an earlier gap still has to be closed. */
    private boolean passGap(long to) {
        OffsetRing ring = lane.ring();
        if (ring.passesFarGap()) {
            return false;
        }
        if (to == expected) {
            return true;
        }
        long limit = ring.limit();
        long near = Math.min(to, limit);
        if (near > expected) {
            ring.markRange(expected, near);
            expected = near;
        }
        if (to > near) {
            ring.passFarGap(expected, to);
            expected = to;
            return false;
        }
        return true;
    }

    /** Whether the partition should not be read for now; with hysteresis. */
    boolean wantsPause(boolean pausedNow) {
        if (!open || lane.isHalted() || !backlog.isEmpty() || lane.ring().passesFarGap()) {
            return true;
        }
        return pausedNow && (isNear(inFlight(), limits::records) || isNear(bytesInFlight(), limits::bytes));
    }

    private static boolean isNear(long inFlight, LongUnaryOperator limit) {
        return inFlight > limit.applyAsLong(inFlight) * 3 / 4;
    }

    boolean hasBacklog() {
        return !backlog.isEmpty() && open && !lane.isHalted();
    }

    /** Whether a newer frontier would help: records wait, or half of the window has been handed out since the last. */
    boolean needsFrontier() {
        return hasBacklog() || lane.awaitsCommit() || expected - lane.ring().frontier() > OffsetRing.WINDOW / 2;
    }

    void forget() {
        backlog.clear();
    }

    /** Records handed out and not done. Any thread. */
    long inFlight() {
        return handedOut - lane.finishedRecords();
    }

    /** Bytes of keys and values of records handed out and not done, and of what waits to be written. Any thread. */
    long bytesInFlight() {
        return handedOutBytes + lane.owedBytes() - lane.finishedBytes();
    }

    void lag(long records) {
        lag = records;
    }

    void paused(boolean rests) {
        paused = rests;
    }

    /** The offset of the next record to read. Any thread. */
    long position() {
        return position;
    }

    /** Records behind the end of the partition; -1 while unknown. Any thread. */
    long lag() {
        return lag;
    }

    /** Whether reading rests. Any thread. */
    boolean isPaused() {
        return paused;
    }
}
