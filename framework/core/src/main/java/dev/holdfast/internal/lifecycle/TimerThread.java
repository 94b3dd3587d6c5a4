package dev.holdfast.internal.lifecycle;

import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's alarms on one thread. After {@link #close()} nothing runs any more. */
final class TimerThread implements Timers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

    private final InstantSource clock = InstantSource.system();
    private final ScheduledThreadPoolExecutor executor;

    TimerThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Alarm at(Instant due, Runnable action) {
        try {
            ScheduledFuture<?> future =
                    executor.schedule(() -> run(due, action), nanosUntil(due), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("the application is closed: an alarm for {} is dropped", due);
            return () -> {};
        }
    }

    /** The wall clock and the one that waits may differ, and an action is never early by the wall clock. */
    private void run(Instant due, Runnable action) {
        if (now().isBefore(due)) {
            at(due, action);
            return;
        }
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a timed action failed", e);
        }
    }

    private long nanosUntil(Instant due) {
        Duration left = Duration.between(now(), due);
        if (left.isNegative()) {
            return 0;
        }
        // A century is as good as for ever, and does not overflow.
        return Math.min(left.toSeconds(), 3_000_000_000L) * 1_000_000_000L + left.toNanosPart();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
