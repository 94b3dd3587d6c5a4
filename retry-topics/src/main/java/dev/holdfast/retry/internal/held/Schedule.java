package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.Failure;
import java.time.Instant;
import java.util.Objects;

/**
 * When the first record of a held key is tried again, and why it has to be.
 *
 * @param attempts how many attempts were made
 * @param firstFailedAt when it failed first
 * @param failedAt when it failed last
 * @param dueAt when it is tried again
 * @param failure what went wrong last, without a stack trace
 * @param released whether it does not stay held when its attempts are used up, because an operator said so
 */
record Schedule(
        int attempts, Instant firstFailedAt, Instant failedAt, Instant dueAt, Failure failure, boolean released) {
    /** Checks that nothing is null. */
    Schedule {
        Objects.requireNonNull(firstFailedAt, "firstFailedAt");
        Objects.requireNonNull(failedAt, "failedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(failure, "failure");
    }

    /** What the log line of the failure says comes next. */
    String text() {
        return "its key is held, next attempt at " + dueAt;
    }

    /** The same, due at another time. */
    Schedule due(Instant other) {
        return new Schedule(attempts, firstFailedAt, failedAt, other, failure, released);
    }

    /** The same, released or not. */
    Schedule released(boolean other) {
        return new Schedule(attempts, firstFailedAt, failedAt, dueAt, failure, other);
    }
}
