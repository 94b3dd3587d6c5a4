package dev.holdfast.internal.invoke;

import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Timers.Alarm;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long one attempt may take. A call that runs too long has its thread interrupted; if it then fails, whatever
 * it throws counts as the time-out, and if it succeeds after all, it has succeeded. An asynchronous call that has
 * returned can't be interrupted: the attempt has failed, and what its stage says later is not heard.
 */
public final class TimeLimit implements HandlerInvoker {
    private final HandlerInvoker handler;
    private final Duration limit;
    private final Timers timers;

    /**
     * Puts a limit on a handler.
     *
     * @param handler the handler
     * @param limit how long an attempt may take
     * @param timers watches the time
     */
    public TimeLimit(HandlerInvoker handler, Duration limit, Timers timers) {
        this.handler = handler;
        this.limit = limit;
        this.timers = timers;
    }

    @Override
    public @Nullable Verdict invoke(HandlerRecord record, Consumer<Verdict> later) {
        Attempt attempt = new Attempt(later);
        Alarm alarm = timers.at(timers.now().plus(limit), attempt::expire);
        Verdict answer = attempt.returned(handler.invoke(record, attempt));
        if (answer != null) {
            alarm.cancel();
        }
        return answer;
    }

    private Verdict tooLate() {
        return new Verdict.Failed(
                Verdict.Kind.MAY_PASS, "timeout", null, "the attempt took longer than " + limit, null);
    }

    private enum Stage {
        CALLED,
        INTERRUPTED,
        PENDING,
        ANSWERED
    }

    private final class Attempt implements Consumer<Verdict> {
        private final ReentrantLock lock = new ReentrantLock();
        private final Thread thread = Thread.currentThread();
        private final Consumer<Verdict> later;
        private Stage stage = Stage.CALLED;

        Attempt(Consumer<Verdict> later) {
            this.later = later;
        }

        void expire() {
            lock.lock();
            try {
                if (stage == Stage.CALLED) {
                    stage = Stage.INTERRUPTED;
                    thread.interrupt();
                    return;
                }
                if (stage != Stage.PENDING) {
                    return;
                }
                stage = Stage.ANSWERED;
            } finally {
                lock.unlock();
            }
            later.accept(tooLate());
        }

        @Nullable
        Verdict returned(@Nullable Verdict verdict) {
            lock.lock();
            try {
                boolean late = stage == Stage.INTERRUPTED;
                if (late) {
                    // The interrupt was meant for this attempt; the thread's next one must not meet it.
                    Thread.interrupted();
                }
                if (stage == Stage.ANSWERED) {
                    return null;
                }
                if (verdict == null && !late) {
                    stage = Stage.PENDING;
                    return null;
                }
                stage = Stage.ANSWERED;
                return late && !(verdict instanceof Verdict.Succeeded) ? tooLate() : verdict;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void accept(Verdict verdict) {
            lock.lock();
            try {
                if (stage == Stage.ANSWERED || stage == Stage.INTERRUPTED) {
                    return;
                }
                stage = Stage.ANSWERED;
            } finally {
                lock.unlock();
            }
            later.accept(verdict);
        }
    }
}
