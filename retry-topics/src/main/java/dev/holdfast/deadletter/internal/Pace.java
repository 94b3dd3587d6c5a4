package dev.holdfast.deadletter.internal;

import java.util.concurrent.TimeUnit;

/** Keeps to a number of records a second: whoever asks waits until the ones before have used up their time. */
public final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final Clock clock;
    private long free;

    /**
     * Starts now.
     *
     * @param perSecond how many records a second; at least 1
     * @param clock the time to keep to
     */
    public Pace(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.free = clock.nanos();
    }

    /** The time that is kept to. */
    public interface Clock {
        /** The system's. */
        Clock SYSTEM = new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pass(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };

        /**
         * The time.
         *
         * @return nanoseconds since whenever
         */
        long nanos();

        /**
         * Lets time pass.
         *
         * @param nanos how much; positive
         * @throws InterruptedException if the thread is interrupted
         */
        void pass(long nanos) throws InterruptedException;
    }

    /** How many records may go at once, so that a second has about ten portions. */
    public int portion() {
        return Math.max(1, perSecond / 10);
    }

    /**
     * Waits until the next records may go.
     *
     * @param records how many
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(int records) throws InterruptedException {
        long now = clock.nanos();
        while (now - free < 0) {
            clock.pass(free - now);
            now = clock.nanos();
        }
        free = now + records * SECOND / perSecond;
    }
}
