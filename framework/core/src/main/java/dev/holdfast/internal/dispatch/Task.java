package dev.holdfast.internal.dispatch;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record on its way through its handler, and a link of its key's chain. */
final class Task implements HandlerRecord, Consumer<Verdict> {
    private static final VarHandle NEXT;

    /** Stands in {@link #next} of a task that is finished: whoever comes now starts a new chain. */
    private static final Task CLOSED = new Task();

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Task.class, "next", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable ConsumerRecord<byte[], byte[]> record;
    private final @Nullable Lane lane;
    private @Nullable Attempts attempts;
    private boolean admitted;
    private volatile @Nullable Task next;

    private Task() {
        this.record = null;
        this.lane = null;
    }

    private Task(ConsumerRecord<byte[], byte[]> record, Lane lane) {
        this.record = record;
        this.lane = lane;
    }

    static Task polled(ConsumerRecord<byte[], byte[]> record, Lane lane) {
        return new Task(record, lane);
    }

    static Task stored(ConsumerRecord<byte[], byte[]> record, Lane lane, Delivery delivery) {
        Task task = new Task(record, lane);
        task.attempts = new Attempts(delivery);
        task.admitted = true;
        return task;
    }

    /** Whether the extensions have let the task through already. */
    boolean isAdmitted() {
        return admitted;
    }

    /** Lets the task through without asking the extensions. Called before the task is made ready. */
    void admitted() {
        admitted = true;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> record() {
        return present(record);
    }

    @Override
    public Lane lane() {
        return present(lane);
    }

    int bytes() {
        ConsumerRecord<byte[], byte[]> polled = record();
        return Math.max(0, polled.serializedKeySize()) + Math.max(0, polled.serializedValueSize());
    }

    /** Looks at all that a handler looks at first: the record, its key and its value. */
    int weight() {
        ConsumerRecord<byte[], byte[]> polled = record();
        byte @Nullable [] key = polled.key();
        byte @Nullable [] value = polled.value();
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length) + (int) polled.offset();
    }

    /** The offset to mark when the task is done. */
    long offsetToMark() {
        return attempts != null && attempts.stored ? Finished.NO_OFFSET : record().offset();
    }

    @Override
    public Delivery delivery() {
        Attempts tried = attempts;
        if (tried == null) {
            Delivery foreign = lane().dispatcher().extensions().deliveryOf(record());
            if (foreign == null) {
                return deliveryAsItStands();
            }
            // Found out by reading headers: kept, because whoever routes the record asks again.
            tried = new Attempts(foreign);
            tried.stored = false;
            attempts = tried;
        }
        return tried.delivery;
    }

    private Delivery deliveryAsItStands() {
        ConsumerRecord<byte[], byte[]> polled = record();
        return new Delivery(
                polled.topic(),
                polled.partition(),
                polled.offset(),
                Instant.ofEpochMilli(polled.timestamp()),
                polled.headers(),
                1,
                Optional.empty());
    }

    /** How often this task was tried here and failed. */
    int failures() {
        return attempts == null ? 0 : attempts.failures;
    }

    /** Takes note of a failed attempt; one that does not count leaves the record's delivery as it is. */
    void failed(Instant now, boolean counted) {
        Attempts tried = attempts;
        if (tried == null) {
            tried = new Attempts(delivery());
            tried.stored = false;
            attempts = tried;
        }
        tried.failed(now, counted);
    }

    @Override
    public void resume() {
        lane().dispatcher().resume(this);
    }

    @Override
    public void settle(Disposition disposition) {
        lane().dispatcher().settleHeld(this, disposition);
    }

    /** Takes the verdict of an asynchronous handler. */
    @Override
    public void accept(Verdict verdict) {
        lane().dispatcher().completed(this, verdict);
    }

    /** Links a successor behind this task; false if this task is finished. Called by the poll thread. */
    boolean link(Task successor) {
        return NEXT.compareAndSet(this, null, successor);
    }

    /** Ends this task: returns its successor, or null, after which nothing can be linked behind it. */
    @Nullable
    Task release() {
        Task successor = next;
        if (successor == null) {
            if (NEXT.compareAndSet(this, null, CLOSED)) {
                return null;
            }
            successor = next;
        }
        return successor;
    }

    boolean isReleased() {
        return next == CLOSED;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the end of a chain is not a record");
        }
        return value;
    }

    /** Kept only for tasks that failed or were stored, so that the usual task stays small. */
    private static final class Attempts {
        private Delivery delivery;
        private int failures;
        private boolean stored = true;

        Attempts(Delivery delivery) {
            this.delivery = delivery;
        }

        void failed(Instant now, boolean counted) {
            failures++;
            if (!counted) {
                return;
            }
            Delivery last = delivery;
            delivery = new Delivery(
                    last.topic(),
                    last.partition(),
                    last.offset(),
                    last.timestamp(),
                    last.headers(),
                    last.attempt() + 1,
                    last.firstFailedAt().or(() -> Optional.of(now)));
        }
    }
}
