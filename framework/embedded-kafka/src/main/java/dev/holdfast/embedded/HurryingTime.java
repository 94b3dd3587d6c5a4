package dev.holdfast.embedded;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The system's clock, until its cluster closes: then it runs fast. The last controller of a quorum waits 5 seconds, which no
 * setting changes, for a successor that can't come.
 */
final class HurryingTime implements Time {
    private static final int SPEED = 50;
    private static final long UNHURRIED = Long.MAX_VALUE;

    private volatile long hurriesSince = UNHURRIED;

    void hurry() {
        hurriesSince = Time.SYSTEM.nanoseconds();
    }

    @Override
    public long milliseconds() {
        return Time.SYSTEM.milliseconds() + aheadNanos() / 1_000_000;
    }

    @Override
    public long nanoseconds() {
        return Time.SYSTEM.nanoseconds() + aheadNanos();
    }

    @Override
    public void sleep(long millis) {
        Time.SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMillis) throws InterruptedException {
        Time.SYSTEM.waitObject(lock, condition, deadlineMillis);
    }

    private long aheadNanos() {
        long since = hurriesSince;
        return since == UNHURRIED ? 0 : (Time.SYSTEM.nanoseconds() - since) * SPEED;
    }
}
