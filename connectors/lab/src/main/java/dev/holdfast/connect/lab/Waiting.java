package dev.holdfast.connect.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody signals. */
public final class Waiting {
    private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

    private Waiting() {}

    /**
     * Asks again and again until the answer is yes.
     *
     * @param what what is waited for, for the message
     * @param limit how long
     * @param condition the question; an exception of it ends the waiting
     * @throws LabException if the answer is still no after that time
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(what, condition)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new LabException("Interrupted while waiting until " + what);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new LabException("Waited " + limit.toSeconds() + " s in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean holds(String what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LabException("It could not be found out whether " + what, e);
        }
    }
}
