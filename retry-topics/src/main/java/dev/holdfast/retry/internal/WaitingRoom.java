package dev.holdfast.retry.internal;

import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition that wait until they are due. Thread-safe.
 *
 * <p>While the oldest of them waits, the partition's offset can't move beyond it, and the engine reads no further than a
 * window beyond that. So one that is half a window behind the newest, and due later than that, is let go before it can
 * hold up others. One that is due before the newest holds up nobody: those behind the newest are hardly due before it.
 */
final class WaitingRoom {
    /** Half of the 32,768 offsets that the engine reads beyond the oldest record that is not done. */
    static final long MOST_BEHIND = 16_384;

    private final Timers timers;
    private final Consumer<HandlerRecord> letGo;
    private final ConcurrentSkipListMap<Long, Waiting> waiting = new ConcurrentSkipListMap<>();
    private final Undone undone = new Undone();
    private final Totals totals;
    private final int tier;
    private final AtomicLong newest = new AtomicLong();

    /**
     * Creates an empty room.
     *
     * @param timers tells the time
     * @param tier the number of the retry topic
     * @param totals counts how late records are
     * @param letGo takes a record that can't wait here any longer
     */
    WaitingRoom(Timers timers, int tier, Totals totals, Consumer<HandlerRecord> letGo) {
        this.timers = timers;
        this.tier = tier;
        this.totals = totals;
        this.letGo = letGo;
    }

    /** Has a record resumed when it is due. */
    void enter(HandlerRecord record, Instant due) {
        Waiting entered = new Waiting(record, due);
        waiting.put(record.record().offset(), entered);
        entered.alarm = timers.at(due, () -> {
            if (leaves(entered)) {
                begins(due);
                record.resume();
            }
        });
    }

    /** Counts how late a record's next attempt is. */
    void begins(Instant due) {
        totals.began(Integer.toString(tier), Duration.between(due, timers.now()));
    }

    /** Forgets a record that is done. */
    void done(long offset) {
        undone.done(offset);
    }

    /** What was read and is not done, in figures. */
    Map<String, Long> figures() {
        return undone.figures(tier);
    }

    /** Takes note of a record of the partition and when it is due. */
    void saw(long offset, Instant due) {
        undone.read(offset, due);
        long last = newest.accumulateAndGet(offset, Math::max);
        Map.Entry<Long, Waiting> first = waiting.firstEntry();
        while (first != null && last - first.getKey() > MOST_BEHIND && due.isBefore(first.getValue().due)) {
            Waiting pinning = first.getValue();
            if (leaves(pinning)) {
                pinning.cancel();
                done(first.getKey());
                letGo.accept(pinning.record);
            }
            first = waiting.firstEntry();
        }
    }

    /** Forgets all of them; they are read again by the next owner. */
    void close() {
        waiting.values().forEach(Waiting::cancel);
        waiting.clear();
    }

    private boolean leaves(Waiting one) {
        waiting.remove(one.record.record().offset(), one);
        return one.left.compareAndSet(false, true);
    }

    private static final class Waiting {
        private final HandlerRecord record;
        private final Instant due;
        private final AtomicBoolean left = new AtomicBoolean();
        private volatile Timers.@Nullable Alarm alarm;

        Waiting(HandlerRecord record, Instant due) {
            this.record = record;
            this.due = due;
        }

        void cancel() {
            Timers.Alarm set = alarm;
            if (set != null) {
                set.cancel();
            }
        }
    }
}
