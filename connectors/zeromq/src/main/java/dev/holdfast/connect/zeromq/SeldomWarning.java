package dev.holdfast.connect.zeromq;

import java.time.Duration;

/** Keeps a peer from filling the log: numbers count everything, the log tells of it every few seconds. For one thread. */
final class SeldomWarning {
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private long notBefore = System.nanoTime();

    boolean isDue() {
        long now = System.nanoTime();
        if (now - notBefore < 0) {
            return false;
        }
        notBefore = now + PAUSE_NANOS;
        return true;
    }
}
