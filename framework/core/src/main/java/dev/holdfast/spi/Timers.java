package dev.holdfast.spi;

import java.time.Instant;

/** The application's clock and alarm: one thread, so actions must be short and never block. */
public interface Timers {
    /**
     * The current time.
     *
     * @return now
     */
    Instant now();

    /**
     * Runs an action at a time, never before it by the clock of {@link #now()}.
     *
     * @param due when; at once if it has passed
     * @param action what; an exception is logged
     * @return a handle to call it off
     */
    Alarm at(Instant due, Runnable action);

    /** An action that has not run yet. */
    @FunctionalInterface
    interface Alarm {
        /** Calls the action off; without effect if it runs or ran. */
        void cancel();
    }
}
