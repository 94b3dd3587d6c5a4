package dev.holdfast.examples.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a count from outside, so that what is measured does nothing but count. One thread watches; any may count.
 */
final class Stretch {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

    private final LongAdder count = new LongAdder();

    void count() {
        count.increment();
    }

    long counted() {
        return count.sum();
    }

    /** What ends a stretch. */
    interface End {
        boolean isReached() throws ExecutionException, InterruptedException;
    }

    /** Watches until so many are counted; whoever gets a record twice or never is found by the caller's check. */
    Figure watch(long records) throws ExecutionException, InterruptedException {
        return watch(records, () -> true);
    }

    /** Watches from the first count until all are counted and the end is reached, too. */
    Figure watch(long records, End end) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        await(() -> counted() > 0, deadline);
        long firstCount = counted();
        long firstAt = System.nanoTime();
        long firstCpu = PROCESS.getProcessCpuTime();
        await(() -> counted() >= records && end.isReached(), deadline);
        long nanos = System.nanoTime() - firstAt;
        long cpu = PROCESS.getProcessCpuTime() - firstCpu;
        double measured = records - firstCount;
        return new Figure(measured * 1e9 / nanos, cpu / measured);
    }

    private void await(End end, long deadline) throws ExecutionException, InterruptedException {
        while (!end.isReached()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not at its end in time, after " + counted() + " records");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
