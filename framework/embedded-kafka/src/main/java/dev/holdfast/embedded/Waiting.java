package dev.holdfast.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what Kafka doesn't signal. */
final class Waiting {
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Waiting() {}

    static void until(String what, Duration limit, BooleanSupplier condition) {
        forValue(what, limit, () -> condition.getAsBoolean() ? what : null);
    }

    /** Asks again and again until the answer isn't null. */
    static <T> T forValue(String what, Duration limit, Supplier<@Nullable T> question) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T value = question.get();
            if (value != null) {
                return value;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ClusterException("Interrupted while waiting until " + what);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ClusterException("Waited " + limit.toSeconds() + " s in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
