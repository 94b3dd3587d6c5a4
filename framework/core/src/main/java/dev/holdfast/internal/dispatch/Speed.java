package dev.holdfast.internal.dispatch;

/**
 * How long the handler takes, and how many workers that is worth.
 *
 * <p>A handler that returns within microseconds is slowed down by company: waking a worker costs more than the work. So
 * it runs on few workers, until it takes longer or its work stands still ({@link #isSlow()}). Sampled, so the figures
 * cost nothing measurable. Thread-safe; races lose a sample.
 */
final class Speed {
    private static final long QUICK_NANOS = 2_000;
    private static final long FAST_NANOS = 20_000;
    private static final int WEIGHT = 8;

    private final int most;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private volatile long average;

    Speed(int most) {
        this.most = most;
    }

    void sample(long nanosPerRecord) {
        long last = average;
        long sample = Math.min(nanosPerRecord, FAST_NANOS * WEIGHT);
        average = last + (sample > last ? (sample - last) / 2 : (sample - last) / WEIGHT);
    }

    /** Says that workers have stood still: whatever the average was, the handler blocks. */
    void isSlow() {
        average = FAST_NANOS * 2;
    }

    int workers() {
        long nanos = average;
        if (nanos > FAST_NANOS) {
            return most;
        }
        return Math.min(most, nanos > QUICK_NANOS ? processors : Math.max(1, processors / 2));
    }
}
