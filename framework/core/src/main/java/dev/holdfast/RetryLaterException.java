package dev.holdfast;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown by a handler to have the record tried again after a time of its choice. */
public final class RetryLaterException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final Duration delay;

    /**
     * Asks for another attempt.
     *
     * @param delay how long to wait; not negative
     */
    public RetryLaterException(Duration delay) {
        this(delay, null);
    }

    /**
     * Asks for another attempt.
     *
     * @param delay how long to wait; not negative
     * @param cause why, or null
     */
    public RetryLaterException(Duration delay, @Nullable Throwable cause) {
        super("the handler asked to be tried again after " + delay, cause);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a retry can't be in the past: " + delay);
        }
        this.delay = delay;
    }

    /**
     * How long to wait.
     *
     * @return the delay
     */
    public Duration delay() {
        return delay;
    }
}
