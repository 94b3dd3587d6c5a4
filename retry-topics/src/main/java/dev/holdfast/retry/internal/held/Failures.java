package dev.holdfast.retry.internal.held;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;

/** Describes failures for schedules. */
@FunctionalInterface
interface Failures {
    /** The schedule of a record that failed. */
    Schedule schedule(Delivery delivery, Verdict.Failed failed, Instant now, Duration after);
}
