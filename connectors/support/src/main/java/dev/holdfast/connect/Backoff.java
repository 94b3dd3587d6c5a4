package dev.holdfast.connect;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to try again: after a pause that doubles with each failure up to a limit, less up to a fifth, so that tasks that
 * failed together do not come back together. For one thread.
 */
final class Backoff {
    private static final int JITTER_PARTS = 5;

    private final long firstNanos;
    private final long longestNanos;
    private final LongSupplier nanoTime;
    private long pauseNanos;
    private long notBefore;
    private boolean waiting;

    Backoff(Duration first, Duration longest, LongSupplier nanoTime) {
        this.firstNanos = first.toNanos();
        this.longestNanos = Math.max(firstNanos, longest.toNanos());
        this.nanoTime = nanoTime;
        this.pauseNanos = firstNanos;
    }

    /** Notes a failure and returns how long the pause is that begins now. */
    Duration failed(double random) {
        long nanos = pauseNanos - (long) (random * pauseNanos / JITTER_PARTS);
        pauseNanos = Math.min(longestNanos, pauseNanos * 2);
        notBefore = nanoTime.getAsLong() + nanos;
        waiting = true;
        return Duration.ofNanos(nanos);
    }

    void succeeded() {
        pauseNanos = firstNanos;
        waiting = false;
    }

    /** How long the pause still lasts; zero if there is none. */
    Duration left() {
        return waiting ? Duration.ofNanos(Math.max(0, notBefore - nanoTime.getAsLong())) : Duration.ZERO;
    }
}
