package dev.holdfast.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What becomes of a record after a verdict on it. */
public sealed interface Disposition {
    /**
     * As if the extension were not there.
     *
     * @return the disposition
     */
    static Disposition unchanged() {
        return Unchanged.INSTANCE;
    }

    /**
     * The record is done here. The handler's outputs (if it succeeded), then these records are written; when all are
     * durable, the record's offset counts as done.
     *
     * @param writes what to write beside the handler's outputs
     * @return the disposition
     */
    static Disposition done(List<ProducerRecord<byte[], byte[]>> writes) {
        return done(writes, "");
    }

    /**
     * As {@link #done(List)}, with what the log line of the failure says comes next.
     *
     * @param writes what to write beside the handler's outputs
     * @param next where the record goes and when it is tried again, never its contents
     * @return the disposition
     */
    static Disposition done(List<ProducerRecord<byte[], byte[]>> writes, String next) {
        return new Done(writes, offsets -> {}, next);
    }

    /**
     * As {@link #done(List)}, telling when.
     *
     * @param writes what to write beside the handler's outputs
     * @param committed runs on the committing thread when the record counts as done
     * @return the disposition
     */
    static Disposition done(List<ProducerRecord<byte[], byte[]>> writes, Runnable committed) {
        return new Done(writes, offsets -> committed.run(), "");
    }

    /**
     * As {@link #done(List, String)}, followed by a listener.
     *
     * @param writes what to write beside the handler's outputs
     * @param listener is told what becomes of them
     * @param next where the record goes and when it is tried again, never its contents; empty for nothing in particular
     * @return the disposition
     */
    static Disposition done(List<ProducerRecord<byte[], byte[]>> writes, WriteListener listener, String next) {
        return new Done(writes, listener, next);
    }

    /**
     * The record stays where it is and is tried again; later records of its key wait.
     *
     * @param delay how long to wait
     * @return the disposition
     */
    static Disposition tryAgain(Duration delay) {
        return new TryAgain(delay, true);
    }

    /**
     * As {@link #tryAgain}, but the attempt that was made does not count: nothing was wrong with the record.
     *
     * @param delay how long to wait
     * @return the disposition
     */
    static Disposition tryAgainUncounted(Duration delay) {
        return new TryAgain(delay, false);
    }

    /**
     * The record's partition stops, visibly, in front of it; other partitions go on.
     *
     * @param reason what a person reads in the state
     * @return the disposition
     */
    static Disposition stopPartition(String reason) {
        return new StopPartition(reason);
    }

    /** See {@link Disposition#unchanged}. */
    final class Unchanged implements Disposition {
        static final Unchanged INSTANCE = new Unchanged();

        private Unchanged() {}
    }

    /**
     * See {@link Disposition#done(List, WriteListener, String)}.
     *
     * @param writes what to write beside the handler's outputs
     * @param listener is told what becomes of them
     * @param next what the log line of the failure says comes next; empty for nothing in particular
     */
    record Done(List<ProducerRecord<byte[], byte[]>> writes, WriteListener listener, String next)
            implements Disposition {
        /** Copies the writes. */
        public Done {
            writes = List.copyOf(writes);
            Objects.requireNonNull(listener, "listener");
            Objects.requireNonNull(next, "next");
        }
    }

    /**
     * See {@link Disposition#tryAgain} and {@link Disposition#tryAgainUncounted}.
     *
     * @param delay how long to wait
     * @param counted whether the attempt counts
     */
    record TryAgain(Duration delay, boolean counted) implements Disposition {
        /** Checks the delay. */
        public TryAgain {
            Objects.requireNonNull(delay, "delay");
        }
    }

    /**
     * See {@link Disposition#stopPartition}.
     *
     * @param reason what a person reads in the state
     */
    record StopPartition(String reason) implements Disposition {
        /** Checks the reason. */
        public StopPartition {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
