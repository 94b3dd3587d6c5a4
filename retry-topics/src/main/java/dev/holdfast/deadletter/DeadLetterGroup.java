package dev.holdfast.deadletter;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Dead letters that have something in common.
 *
 * @param name what they have in common: the fingerprint, the reason or the handler; empty where it is not known
 * @param exceptionClass the exception's class of the first one
 * @param sample the first one
 * @param count how many there are
 * @param first the earliest timestamp
 * @param last the latest timestamp
 * @param trend how many there are in each stretch of time, by its beginning; stretches with none are left out
 */
public record DeadLetterGroup(
        Optional<String> name,
        Optional<String> exceptionClass,
        DeadLetterId sample,
        long count,
        Instant first,
        Instant last,
        SortedMap<Instant, Long> trend) {
    /** Copies the trend. */
    public DeadLetterGroup {
        trend = Collections.unmodifiableSortedMap(new TreeMap<>(trend));
    }
}
