package dev.holdfast.retry.internal.held;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.WriteListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The held keys of one source partition while it is owned. Handler threads admit and route, the timer thread begins what is
 * due, the reader brings payloads, the committer tells what is committed: all of them change {@link HeldRecords} under one
 * lock, and nothing that blocks is called under it.
 */
final class HeldLane implements PayloadReading.Taker {
    /** How much may stay in memory of what is held, beyond what is read ahead. */
    private static final long MOST_PAYLOAD_BYTES = 32L * 1024 * 1024;

    /** Finding out where to restore from means looking at every key. */
    private static final int FEW_KEYS = 16;

    private static final Duration NOTE_MANY_KEYS = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final PartitionLane lane;
    private final HeldWrites writes;
    private final Waits waits;
    private final Timers timers;
    private final ReadAhead readAhead;
    private final long mostBytes;
    private final HeldRecords held;
    private final Payloads payloads = new Payloads();
    private final Map<HeldKey, HandlerRecord> blocked = new HashMap<>();
    private final Set<Long> awaited = new HashSet<>();
    private HeldNote noted;
    private Instant notedAt = Instant.EPOCH;
    private boolean closed;

    HeldLane(
            PartitionLane lane,
            HeldWrites writes,
            Waits waits,
            Timers timers,
            ReadAhead.PayloadSource source,
            long mostBytes,
            HeldRecords held,
            HeldNote noted) {
        this.lane = lane;
        this.writes = writes;
        this.waits = waits;
        this.timers = timers;
        this.readAhead = new ReadAhead(source, payloads);
        this.mostBytes = mostBytes;
        this.held = held;
        this.noted = noted;
    }

    /** Has everything tried that is due, and the rest when it is. */
    void begin() {
        lock.lock();
        try {
            note();
            held.keys().forEach((key, queue) -> {
                Schedule schedule = queue.schedule();
                schedule(key, queue.head(), schedule == null ? Instant.EPOCH : schedule.dueAt());
            });
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            blocked.clear();
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
        if (!noted.held()) {
            note(new HeldNote(true, noted.restoreFrom()));
        }
        int size = HeldWrites.size(entries);
        return new WriteListener() {
            @Override
            public void handedOver() {
                locked(() -> {
                    if (held.hold(key, offset, size, schedule)) {
                        schedule(key, offset, schedule == null ? Instant.EPOCH : schedule.dueAt());
                    }
                });
            }

            @Override
            public void committed(long[] offsets) {
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
        if (!isNeeded && payloads.bytes() > MOST_PAYLOAD_BYTES) {
            payloads.remove(offset);
        }
        note();
    }

    /** Decides what becomes of a failed record; null if that is not for held keys to decide. */
    @Nullable
    Disposition routeFailed(HandlerRecord record, Verdict.Failed failed, Failures failures, boolean mayHold) {
        long offset = record.record().offset();
        HeldKey key = HeldKey.of(record.record().key(), offset);
        Delivery delivery = record.delivery();
        Duration after = waits.after(failed, delivery.attempt());
        lock.lock();
        try {
            boolean first = held.isFirst(key, offset);
            if (after == null || !(first || mayHold)) {
                return null;
            }
            Schedule next = failures.schedule(delivery, failed, timers.now(), after);
            if (first) {
                return Disposition.done(writes.failedAgain(offset, next), failedAgain(key, offset, next), next.text());
            }
            List<ProducerRecord<byte[], byte[]>> entries = writes.holding(record.record(), next);
            return hasRoom(entries)
                    ? Disposition.done(entries, holding(key, record.record(), entries, next), next.text())
                    : Disposition.tryAgain(after);
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
                    if (isPlaced && payloads.bytes() > MOST_PAYLOAD_BYTES) {
                        payloads.remove(offset);
                    }
                    schedule(key, offset, next.dueAt());
                });
            }

            @Override
            public void committed(long[] offsets) {
                // Only the schedule has changed.
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

    /** The first of a key is done, and more is to be written for that. */
    Disposition resolve(HandlerRecord record, List<ProducerRecord<byte[], byte[]>> more, String outcome) {
        long offset = record.record().offset();
        HeldKey key = HeldKey.of(record.record().key(), offset);
        lock.lock();
        try {
            List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(more);
            all.addAll(writes.resolved(offset, held.resolution(key, offset)));
            return Disposition.done(all, resolving(key, offset), outcome);
        } finally {
            lock.unlock();
        }
    }

    private WriteListener resolving(HeldKey key, long offset) {
        return new WriteListener() {
            @Override
            public void handedOver() {
                locked(() -> {
                    boolean more = held.resolved(key, offset);
                    payloads.remove(offset);
                    HeldQueue queue = held.queue(key);
                    if (more && queue != null) {
                        start(key, queue);
                    } else {
                        freed(key);
                    }
                });
            }

            @Override
            public void committed(long[] offsets) {
                locked(() -> {
                    held.left(offset);
                    note();
                });
            }
        };
    }

    /** What had to wait where it is goes on. */
    private void freed(HeldKey key) {
        HandlerRecord waiting = blocked.remove(key);
        if (waiting != null) {
            waiting.resume();
        }
    }

    private void schedule(HeldKey key, long offset, Instant due) {
        if (timers.now().isBefore(due)) {
            timers.at(due, () -> locked(() -> startIfDue(key, offset)));
        } else {
            startIfDue(key, offset);
        }
    }

    private void startIfDue(HeldKey key, long offset) {
        HeldQueue queue = held.queue(key);
        if (queue == null || queue.head() != offset) {
            return;
        }
        Schedule schedule = queue.schedule();
        if (schedule == null || !timers.now().isBefore(schedule.dueAt())) {
            start(key, queue);
        }
    }

    /** Has the first of a key tried, if it is not being tried. */
    private void start(HeldKey key, HeldQueue queue) {
        long offset = queue.head();
        if (!held.begins(key, offset)) {
            return;
        }
        ConsumerRecord<byte[], byte[]> record = payloads.get(offset);
        if (record != null) {
            submit(record, queue);
        } else {
            awaited.add(offset);
        }
        readAhead.from(queue);
    }

    private void submit(ConsumerRecord<byte[], byte[]> record, HeldQueue queue) {
        Schedule schedule = queue.schedule();
        lane.submit(
                record,
                new Delivery(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        record.headers(),
                        schedule == null ? 1 : schedule.attempts() + 1,
                        Optional.ofNullable(schedule).map(Schedule::firstFailedAt)));
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        locked(() -> {
            readAhead.came(record.offset());
            HeldQueue queue = held.queue(HeldKey.of(record.key(), record.offset()));
            if (queue == null || queue.indexOf(record.offset()) < 0) {
                return;
            }
            payloads.put(record);
            if (awaited.remove(record.offset())) {
                submit(record, queue);
            }
        });
    }

    @Override
    public void failed(RuntimeException cause) {
        lane.stop("its held records can't be read: " + cause.getMessage());
    }

    /** Notes from where on the held topic must be read, as far as that has moved. Called when something was committed. */
    private void note() {
        boolean empty = held.isEmpty()
                && held.arrivingPlaces().isEmpty()
                && held.leavingPlaces().isEmpty();
        Instant now = timers.now();
        if (!empty && held.keys().size() > FEW_KEYS && now.isBefore(notedAt.plus(NOTE_MANY_KEYS))) {
            return;
        }
        notedAt = now;
        HeldNote next = new HeldNote(!empty, held.restoreFrom());
        if (!next.equals(noted)) {
            note(next);
        }
    }

    private void note(HeldNote next) {
        noted = next;
        lane.note(next.bytes());
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
