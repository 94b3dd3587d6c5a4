package dev.holdfast.retry.internal;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record in one of the group's own topics says of its way there.
 *
 * @param origin where it was first read
 * @param attempts how many attempts were made since it was read there or redriven; 0 right after a redrive
 * @param firstFailedAt when it failed first
 * @param failedAt when it failed last
 * @param dueAt when it is to be tried again; null in dead letters and redrives
 * @param group the group in which it failed
 * @param handler the id of the handler that failed
 * @param failure what went wrong last
 * @param redrives how often it came back from the dead letters
 */
public record Trail(
        Origin origin,
        int attempts,
        Instant firstFailedAt,
        Instant failedAt,
        @Nullable Instant dueAt,
        String group,
        String handler,
        Failure failure,
        int redrives) {
    /** Checks that nothing is null but the time when it is due. */
    public Trail {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(firstFailedAt, "firstFailedAt");
        Objects.requireNonNull(failedAt, "failedAt");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(failure, "failure");
    }

    /**
     * The same with another failure.
     *
     * @param other what went wrong
     * @return the trail
     */
    public Trail with(Failure other) {
        return new Trail(origin, attempts, firstFailedAt, failedAt, dueAt, group, handler, other, redrives);
    }
}
