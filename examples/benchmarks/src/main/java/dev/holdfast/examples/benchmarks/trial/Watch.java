package dev.holdfast.examples.benchmarks.trial;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Watches a count from outside, so that what is measured does nothing but count. */
public final class Watch {
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long LIMIT_NANOS = Duration.ofMinutes(10).toNanos();

    private Watch() {}

    /** What ends a run beside its last record. */
    @FunctionalInterface
    public interface End {
        /**
         * Looks whether it is there.
         *
         * @return whether the run is at its end
         * @throws ExecutionException if that can't be found out
         * @throws InterruptedException if the thread is interrupted
         */
        boolean isReached() throws ExecutionException, InterruptedException;
    }

    /**
     * Watches from the first record until all are handled and the end is reached.
     *
     * @param tally what is told of each record
     * @param records how many there are
     * @param end what ends the run, too
     * @return what it took
     * @throws ExecutionException if the end can't be found out
     * @throws InterruptedException if the thread is interrupted
     */
    public static Figure over(Tally tally, long records, End end) throws ExecutionException, InterruptedException {
        until(() -> tally.counted() > 0);
        long before = tally.counted();
        Gauge gauge = Gauge.read();
        until(() -> tally.counted() >= records && end.isReached());
        return gauge.since(records - before);
    }

    /**
     * Waits, and looks every millisecond.
     *
     * @param end what for
     * @throws ExecutionException if it can't be found out
     * @throws InterruptedException if the thread is interrupted
     */
    public static void until(End end) throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        while (!end.isReached()) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new IllegalStateException("not at its end within " + Duration.ofNanos(LIMIT_NANOS));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
