package dev.holdfast.retry.internal.held;

import dev.holdfast.Delivery;
import dev.holdfast.retry.internal.Totals;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Has the first record of each held key tried when it is due and its payload is there. Guarded by its lane's lock, under
 * which the timers' actions run, too.
 */
final class Turns {
    private final PartitionLane lane;
    private final HeldRecords held;
    private final Payloads payloads;
    private final ReadAhead readAhead;
    private final Timers timers;
    private final Executor locked;
    private final Totals totals;
    private final Set<Long> awaited = new HashSet<>();

    Turns(
            PartitionLane lane,
            HeldRecords held,
            Payloads payloads,
            ReadAhead readAhead,
            Timers timers,
            Executor locked,
            Totals totals) {
        this.totals = totals;
        this.lane = lane;
        this.held = held;
        this.payloads = payloads;
        this.readAhead = readAhead;
        this.timers = timers;
        this.locked = locked;
    }

    /** Everything has its turn when it is due. */
    void begin() {
        held.keys().forEach((key, queue) -> schedule(key, queue.head(), queue.schedule()));
    }

    /** The first of a key has its turn when it is due; at once without a schedule. */
    void schedule(HeldKey key, long offset, @Nullable Schedule schedule) {
        Instant due = schedule == null ? Instant.EPOCH : schedule.dueAt();
        if (timers.now().isBefore(due)) {
            timers.at(due, () -> locked.execute(() -> startIfDue(key, offset)));
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
    void start(HeldKey key, HeldQueue queue) {
        long offset = queue.head();
        if (!held.begins(key, offset)) {
            return;
        }
        Schedule schedule = queue.schedule();
        if (schedule != null) {
            totals.began(Totals.HELD, Duration.between(schedule.dueAt(), timers.now()));
        }
        ConsumerRecord<byte[], byte[]> record = payloads.get(offset);
        if (record != null) {
            submit(record, queue);
        } else {
            awaited.add(offset);
        }
        readAhead.from(queue);
    }

    /** A payload was read again. */
    void came(ConsumerRecord<byte[], byte[]> record) {
        readAhead.came(record.offset());
        HeldQueue queue = held.queue(HeldKey.of(record.key(), record.offset()));
        if (queue == null || queue.indexOf(record.offset()) < 0) {
            return;
        }
        payloads.put(record);
        if (awaited.remove(record.offset())) {
            submit(record, queue);
        }
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
}
