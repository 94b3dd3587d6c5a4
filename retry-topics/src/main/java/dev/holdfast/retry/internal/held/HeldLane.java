package dev.holdfast.retry.internal.held;

import dev.holdfast.Delivery;
import dev.holdfast.retry.internal.Totals;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.WriteListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The held keys of one source partition while it is owned. Handler threads admit and route, the timer thread begins what is
 * due, the reader brings payloads, the committer tells what is committed: all of them change {@link HeldRecords} under one
 * lock, and nothing that blocks is called under it.
 */
final class HeldLane implements PayloadReading.Taker, Commands.Effects {
    private final ReentrantLock lock = new ReentrantLock();
    private final PartitionLane lane;
    private final HeldWrites writes;
    private final Waits waits;
    private final Timers timers;
    private final long mostBytes;
    private final HeldRecords held;
    private final HeldMemory memory;
    private final Payloads payloads;
    private final Turns turns;
    private final Totals totals;
    private final NotedPlace noted;
    private final Commands commands;
    private final Map<HeldKey, HandlerRecord> blocked = new HashMap<>();
    private final Deque<HeldKey> runAhead = new ArrayDeque<>();
    private int uncommitted;
    private Duration restored = Duration.ZERO;
    private long overflows;
    private boolean closed;

    HeldLane(
            PartitionLane lane,
            HeldWrites writes,
            Waits waits,
            Timers timers,
            ReadAhead.PayloadSource source,
            long mostBytes,
            HeldRecords held,
            HeldNote noted,
            HeldMemory memory,
            Totals totals) {
        this.totals = totals;
        this.memory = memory;
        this.payloads = new Payloads(memory);
        this.lane = lane;
        this.writes = writes;
        this.waits = waits;
        this.timers = timers;
        this.mostBytes = mostBytes;
        this.held = held;
        this.turns = new Turns(lane, held, payloads, new ReadAhead(source, payloads), timers, this::locked, totals);
        this.noted = new NotedPlace(lane, held, timers, noted);
        this.commands = new Commands(lane, held, writes, this.noted, timers, this::locked, this);
    }

    /** Has everything tried that is due, and the rest when it is; what is held was found within a time. */
    void begin(Duration took) {
        lock.lock();
        try {
            restored = took;
            noted.moves();
            turns.begin();
        } finally {
            lock.unlock();
        }
    }

    /** Figures for people to see, by name. */
    Map<String, Long> figures() {
        lock.lock();
        try {
            return HeldFigures.of(held, overflows, timers.now()).byName(restored);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            blocked.clear();
            runAhead.clear();
            payloads.clear();
            memory.steps(-uncommitted);
            uncommitted = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Decides about a record of the source whose turn has come.
     *
     * @param record the record
     * @param follows whether it waits behind older ones of its key
     */
    Admission admit(HandlerRecord record, boolean follows) {
        long offset = record.record().offset();
        HeldKey key = HeldKey.of(record.record().key(), offset);
        if (!held.isHeld(key)) {
            return Admission.run();
        }
        lock.lock();
        try {
            HeldRecords.Arrival arrival = held.arrives(key, offset);
            if (!follows && arrival != HeldRecords.Arrival.IS_HELD) {
                return Admission.run();
            }
            return switch (arrival) {
                case RUNS -> Admission.run();
                case IS_HELD -> Admission.settle(Disposition.done(List.of()));
                case WAITS -> blocks(key, record);
                case FOLLOWS -> follows(key, record);
            };
        } finally {
            lock.unlock();
        }
    }

    private Admission blocks(HeldKey key, HandlerRecord record) {
        blocked.put(key, record);
        return Admission.hold();
    }

    private Admission follows(HeldKey key, HandlerRecord record) {
        List<ProducerRecord<byte[], byte[]>> entries = writes.holding(record.record(), null);
        if (!hasRoom(entries)) {
            overflows++;
            return blocks(key, record);
        }
        return Admission.settle(Disposition.done(entries, holding(key, record.record(), entries, null), ""));
    }

    private boolean hasRoom(List<ProducerRecord<byte[], byte[]>> entries) {
        return held.bytes() + HeldWrites.size(entries) <= mostBytes
                && entries.stream().allMatch(lane::fits);
    }

    /** What follows from writing a source record into the held topic. Called under the lock. */
    private WriteListener holding(
            HeldKey key,
            ConsumerRecord<byte[], byte[]> record,
            List<ProducerRecord<byte[], byte[]>> entries,
            @Nullable Schedule schedule) {
        long offset = record.offset();
        held.arriving(offset);
        payloads.put(record);
        noted.willHold();
        int size = HeldWrites.size(entries);
        return new WriteListener() {
            @Override
            public void handedOver() {
                locked(() -> {
                    if (held.hold(key, offset, size, schedule)) {
                        turns.schedule(key, offset, schedule);
                    }
                });
            }

            @Override
            public void committed(long[] offsets) {
                if (schedule != null) {
                    totals.retried(Totals.HELD);
                }
                locked(() -> placed(key, offset, offsets[0]));
            }
        };
    }

    private void placed(HeldKey key, long offset, long place) {
        if (place < 0) {
            return; // it stays in memory
        }
        held.placed(key, offset, place);
        HeldQueue queue = held.queue(key);
        boolean isNeeded = queue != null && queue.head() == offset && queue.isTried();
        if (!isNeeded && !payloads.mayKeep()) {
            payloads.remove(offset);
        }
        noted.moves();
    }

    /** Decides what becomes of a failed record; null if that is not for held keys to decide. */
    @Nullable
    Disposition routeFailed(HandlerRecord record, Verdict.Failed failed, Failures failures, boolean mayHold) {
        long offset = record.record().offset();
        HeldKey key = HeldKey.of(record.record().key(), offset);
        Delivery delivery = record.delivery();
        lock.lock();
        try {
            boolean first = held.isFirst(key, offset);
            boolean released = first && held.isReleased(key);
            Duration after = waits.after(failed, delivery.attempt(), released);
            if (after == null || !(first || mayHold)) {
                return null;
            }
            Schedule next =
                    failures.schedule(delivery, failed, timers.now(), after).released(released);
            if (first) {
                return Disposition.done(writes.failedAgain(offset, next), failedAgain(key, offset, next), next.text());
            }
            List<ProducerRecord<byte[], byte[]>> entries = writes.holding(record.record(), next);
            if (hasRoom(entries)) {
                return Disposition.done(entries, holding(key, record.record(), entries, next), next.text());
            }
            overflows++;
            return Disposition.tryAgain(after);
        } finally {
            lock.unlock();
        }
    }

    private WriteListener failedAgain(HeldKey key, long offset, Schedule next) {
        return new WriteListener() {
            @Override
            public void handedOver() {
                locked(() -> {
                    held.failedAgain(key, offset, next);
                    HeldQueue queue = held.queue(key);
                    boolean isPlaced = queue != null && Places.isKnown(queue.place(0));
                    if (isPlaced && !payloads.mayKeep()) {
                        payloads.remove(offset);
                    }
                    commands.goOn();
                    turns.schedule(key, offset, next);
                });
            }

            @Override
            public void committed(long[] offsets) {
                totals.retried(Totals.HELD);
            }
        };
    }

    /** Whether a record is the first of a held key. */
    boolean isFirst(HandlerRecord record) {
        long offset = record.record().offset();
        HeldKey key = HeldKey.of(record.record().key(), offset);
        if (!held.isHeld(key)) {
            return false;
        }
        lock.lock();
        try {
            return held.isFirst(key, offset);
        } finally {
            lock.unlock();
        }
    }

    /** The first of a key is done, and more is to be written for that, whose listener is told, too. */
    Disposition resolve(HandlerRecord record, Disposition.Done more) {
        long offset = record.record().offset();
        HeldKey key = HeldKey.of(record.record().key(), offset);
        lock.lock();
        try {
            List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(more.writes());
            all.addAll(writes.resolved(offset, held.resolution(key, offset)));
            return Disposition.done(all, resolving(key, offset, more), more.next());
        } finally {
            lock.unlock();
        }
    }

    private WriteListener resolving(HeldKey key, long offset, Disposition.Done more) {
        return new WriteListener() {
            @Override
            public void handedOver() {
                more.listener().handedOver();
                locked(() -> {
                    resolved(key, offset);
                    commands.goOn();
                });
            }

            @Override
            public void committed(long[] offsets) {
                more.listener().committed(Arrays.copyOf(offsets, more.writes().size()));
                locked(() -> {
                    left(offset);
                    noted.moves();
                });
            }
        };
    }

    @Override
    public void resolved(HeldKey key, long offset) {
        boolean more = held.resolved(key, offset);
        countUncommitted();
        payloads.remove(offset);
        HeldQueue queue = held.queue(key);
        if (!more || queue == null) {
            freed(key);
        } else if (memory.mayRunAhead(uncommitted)) {
            turns.start(key, queue);
        } else {
            runAhead.add(key);
        }
    }

    @Override
    public void left(long offset) {
        held.left(offset);
        countUncommitted();
        for (int started = 0; !runAhead.isEmpty() && memory.mayRunAhead(uncommitted + started); started++) {
            HeldKey key = runAhead.remove();
            HeldQueue queue = held.queue(key);
            if (queue != null) {
                turns.start(key, queue);
            }
        }
    }

    private void countUncommitted() {
        int now = held.leavingPlaces().size();
        memory.steps(now - uncommitted);
        uncommitted = now;
    }

    @Override
    public void rescheduled(HeldKey key, long offset, Schedule schedule) {
        held.failedAgain(key, offset, schedule);
        turns.schedule(key, offset, schedule);
    }

    /** What had to wait where it is goes on. */
    private void freed(HeldKey key) {
        HandlerRecord waiting = blocked.remove(key);
        if (waiting != null) {
            waiting.resume();
        }
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        locked(() -> turns.came(record));
    }

    /** The first command that is still to be done. */
    long commandsFrom() {
        lock.lock();
        try {
            return noted.commandsFrom();
        } finally {
            lock.unlock();
        }
    }

    /** A command of an operator was read; null if it can't be understood. */
    void command(long at, @Nullable Command command) {
        locked(() -> commands.came(at, command));
    }

    @Override
    public void failed(RuntimeException cause) {
        lane.stop("its held records can't be read: " + cause.getMessage());
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            if (!closed) {
                change.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
