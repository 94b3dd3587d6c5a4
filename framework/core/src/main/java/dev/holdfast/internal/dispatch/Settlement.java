package dev.holdfast.internal.dispatch;

import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.WriteListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides and carries out what becomes of a record after its verdict. Thread-safe. */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long[] NO_OFFSETS = {};

    private final String handler;
    private final Extensions extensions;
    private final Outbox outbox;
    private final Timers timers;
    private final Counters counters;
    private final FailureLog failures;

    Settlement(String handler, Extensions extensions, Outbox outbox, Timers timers, Counters counters) {
        this.handler = handler;
        this.extensions = extensions;
        this.outbox = outbox;
        this.timers = timers;
        this.counters = counters;
        this.failures = new FailureLog(handler);
    }

    /** Settles a verdict; returns whether the task is finished, so that its successor may run. */
    boolean settle(Task task, Verdict verdict, @Nullable Tally tally) {
        Lane lane = task.lane();
        if (!lane.isOpen()) {
            return true;
        }
        Probation probation = lane.probation();
        if (probation == null) {
            return settleOpen(task, verdict, tally);
        }
        boolean finished = settleOpen(task, verdict, tally);
        probation.left(task);
        return finished;
    }

    private boolean settleOpen(Task task, Verdict verdict, @Nullable Tally tally) {
        if (verdict instanceof Verdict.Failed && task.lane().isHalted()) {
            // Shutdown, revocation or a stopped partition: the record is read again, so nothing has failed.
            return false;
        }
        Verdict.Failed tooLarge = extensions.isEmpty() ? null : outputTooLarge(task, verdict);
        if (tooLarge != null) {
            Disposition decided = decided(task, tooLarge);
            if (!(decided instanceof Disposition.Unchanged)) {
                return carryOut(task, tooLarge, decided);
            }
        }
        Disposition decided = decided(task, verdict);
        if (!(decided instanceof Disposition.Unchanged)) {
            return carryOut(task, verdict, decided);
        }
        return verdict == Verdict.Succeeded.WITHOUT_OUTPUTS
                ? succeeded(task, tally)
                : carryOut(task, verdict, DefaultRouting.route(task.record(), task.failures(), verdict));
    }

    /**
     * What an output that would be refused makes of a success, for extensions that have a place for such a record. Without
     * one the output is sent all the same, and the partition waits, visibly, until its topic takes it.
     */
    private static Verdict.@Nullable Failed outputTooLarge(Task task, Verdict verdict) {
        if (verdict instanceof Verdict.Succeeded succeeded) {
            for (ProducerRecord<byte[], byte[]> output : succeeded.outputs()) {
                if (!task.lane().fits(output)) {
                    String message = "an output is larger than its topic " + output.topic() + " or this client takes";
                    return new Verdict.Failed(Verdict.Kind.PERMANENT, "too-large", null, message, null);
                }
            }
        }
        return null;
    }

    /** Settles a task that an extension held. */
    boolean settleHeld(Task task, Disposition disposition) {
        return !task.lane().isOpen() || carryOut(task, null, disposition);
    }

    private Disposition decided(Task task, Verdict verdict) {
        try {
            return extensions.decided(task, verdict);
        } catch (RuntimeException e) {
            LOG.error("an extension of handler {} failed while it routed a record of {}", handler, task.lane(), e);
            return Disposition.stopPartition("an extension of " + handler + " failed: " + e);
        }
    }

    /** Does what was decided; without a verdict the handler was not called. */
    private boolean carryOut(Task task, @Nullable Verdict verdict, Disposition disposition) {
        if (disposition instanceof Disposition.TryAgain again) {
            tryAgain(task, verdict, again);
            return false;
        }
        if (disposition instanceof Disposition.StopPartition stop) {
            stop(task, verdict, stop.reason());
            return false;
        }
        if (disposition instanceof Disposition.Done done) {
            count(task, verdict, done.next());
            if (task.failures() > 0) {
                task.lane().stopsFailing();
            }
            handOver(task, writes(verdict, done.writes()), done);
            return true;
        }
        throw new IllegalStateException("a record can't be left undecided: " + disposition);
    }

    private void tryAgain(Task task, @Nullable Verdict verdict, Disposition.TryAgain again) {
        Instant now = timers.now();
        counters.failed();
        if (task.failures() == 0) {
            task.lane().startsFailing(now);
        }
        task.failed(now, again.counted());
        if (verdict instanceof Verdict.Failed failure) {
            failures.failed(task, failure, "next attempt in " + again.delay(), now);
        }
        timers.at(now.plus(again.delay()), () -> task.lane().dispatcher().ready(task));
    }

    private void stop(Task task, @Nullable Verdict verdict, String reason) {
        Instant now = timers.now();
        counters.failed();
        if (verdict instanceof Verdict.Failed failure) {
            failures.failed(task, failure, "the partition stops", now);
        }
        if (task.lane().stop(reason, now)) {
            LOG.error("{} has stopped for handler {}: {}", task.lane(), handler, reason);
        }
    }

    private void count(Task task, @Nullable Verdict verdict, String next) {
        if (verdict instanceof Verdict.Failed failure) {
            counters.failed();
            failures.failed(task, failure, next.isEmpty() ? "settled" : next, timers.now());
        } else if (verdict instanceof Verdict.Skipped skipped) {
            counters.skipped();
            counters.handled(1);
            LOG.info("handler {} skipped {}: {}", handler, task.delivery().id(), skipped.reason());
        } else if (verdict != null) {
            counters.handled(1);
        } else if (!next.isEmpty()) {
            failures.settled(task, next, timers.now());
        }
    }

    /** Only who writes something is told where that stands. */
    private void handOver(Task task, List<ProducerRecord<byte[], byte[]>> writes, Disposition.Done done) {
        WriteListener listener = done.listener();
        int own = done.writes().size();
        WrittenAt at = own == 0 ? null : new WrittenAt(writes.size(), own);
        Runnable written = () -> listener.committed(at == null ? NO_OFFSETS : at.offsets());
        long offset = task.offsetToMark();
        int bytes = (int) Math.min(
                Integer.MAX_VALUE,
                (long) polledBytes(task, offset) + task.lane().owe(writes));
        outbox.accept(new Finished(task.lane(), offset, bytes, writes, written, at));
        listener.handedOver();
    }

    /** What a record takes of the lane's budget since it was polled; one that was not, takes nothing. */
    private static int polledBytes(Task task, long offset) {
        return offset == Finished.NO_OFFSET ? 0 : task.bytes();
    }

    /** The usual case: nothing to write and nobody to tell. */
    private boolean succeeded(Task task, @Nullable Tally tally) {
        Lane lane = task.lane();
        if (task.failures() > 0) {
            lane.stopsFailing();
        }
        long offset = task.offsetToMark();
        if (offset == Finished.NO_OFFSET) {
            counters.handled(1);
            outbox.accept(new Finished(lane, offset, 0, List.of(), () -> {}));
            return true;
        }
        lane.ring().mark(offset);
        if (tally != null) {
            tally.add(lane, task.bytes());
        } else {
            lane.finished(1, task.bytes());
            counters.handled(1);
        }
        return true;
    }

    private static List<ProducerRecord<byte[], byte[]>> writes(
            @Nullable Verdict verdict, List<ProducerRecord<byte[], byte[]>> more) {
        List<ProducerRecord<byte[], byte[]>> outputs =
                verdict instanceof Verdict.Succeeded succeeded ? succeeded.outputs() : List.of();
        if (more.isEmpty()) {
            return outputs;
        }
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(outputs);
        all.addAll(more);
        return all;
    }
}
