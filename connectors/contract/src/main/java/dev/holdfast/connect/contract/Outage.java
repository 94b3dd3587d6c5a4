package dev.holdfast.connect.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a fault last: not a wait for something, but what the scenario is about. */
final class Outage {
    private Outage() {}

    static void lasts(Duration time) throws InterruptedException {
        boolean ended = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            throw new IllegalStateException("Nobody counts down");
        }
    }

    /** Longer where the build is asked for it. */
    static Duration of(int seconds, int secondsIfLong) {
        return Duration.ofSeconds(isLong() ? secondsIfLong : seconds);
    }

    static boolean isLong() {
        return Boolean.getBoolean("holdfast.contract.long");
    }
}
