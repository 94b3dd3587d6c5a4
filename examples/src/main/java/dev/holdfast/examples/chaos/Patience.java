package dev.holdfast.examples.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what must happen, longer than the slowest machine takes. */
final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 100;

    private Patience() {}

    /** A look at something that may have happened. */
    interface Look {
        boolean hasHappened() throws InterruptedException;
    }

    /**
     * Waits until it has happened.
     *
     * @throws IllegalStateException if it has not after five minutes
     */
    static void until(String what, Look look) throws InterruptedException {
        long begin = System.nanoTime();
        while (!look.hasHappened()) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "Within " + LIMIT.toMinutes() + " minutes it did not happen that " + what);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
