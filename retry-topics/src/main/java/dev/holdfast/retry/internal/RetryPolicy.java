package dev.holdfast.retry.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When failed records are tried again, and what becomes of them in the end.
 *
 * @param delays of the retry topics, in their order
 * @param inPlace of the attempts in memory before them
 * @param only the exceptions that are worth another attempt; none for all
 * @param except those that are not
 * @param stops whether the partition stops where a record would become a dead letter
 * @param deadLetterRetention how long dead letters are kept; null for ever
 */
public record RetryPolicy(
        List<Duration> delays,
        List<Duration> inPlace,
        List<Class<? extends Throwable>> only,
        List<Class<? extends Throwable>> except,
        boolean stops,
        @Nullable Duration deadLetterRetention) {
    /** One attempt, then the dead letters. */
    public static final RetryPolicy NONE = new RetryPolicy(List.of(), List.of(), List.of(), List.of(), false, null);

    /** Copies the lists. */
    public RetryPolicy {
        delays = List.copyOf(delays);
        inPlace = List.copyOf(inPlace);
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    /** How many attempts a record gets, the first one included. */
    int mostAttempts() {
        return 1 + inPlace.size() + delays.size();
    }

    /** The longest delay; none if there are no retry topics. */
    Duration longestDelay() {
        return delays.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The delay of a retry topic, counted from 1; none for one that there is no more. */
    Duration delay(int tier) {
        return tier <= delays.size() ? delays.get(tier - 1) : Duration.ZERO;
    }

    /**
     * With other retry topics.
     *
     * @param other their delays
     * @return the policy
     */
    public RetryPolicy withDelays(List<Duration> other) {
        return new RetryPolicy(other, inPlace, only, except, stops, deadLetterRetention);
    }

    /**
     * With other attempts in memory.
     *
     * @param other their delays
     * @return the policy
     */
    public RetryPolicy withInPlace(List<Duration> other) {
        return new RetryPolicy(delays, other, only, except, stops, deadLetterRetention);
    }

    /**
     * With other exceptions that are worth another attempt.
     *
     * @param other their classes
     * @return the policy
     */
    public RetryPolicy withOnly(List<Class<? extends Throwable>> other) {
        return new RetryPolicy(delays, inPlace, other, except, stops, deadLetterRetention);
    }

    /**
     * With other exceptions that are not worth another attempt.
     *
     * @param other their classes
     * @return the policy
     */
    public RetryPolicy withExcept(List<Class<? extends Throwable>> other) {
        return new RetryPolicy(delays, inPlace, only, other, stops, deadLetterRetention);
    }

    /**
     * With another end.
     *
     * @param other whether the partition stops
     * @return the policy
     */
    public RetryPolicy withStop(boolean other) {
        return new RetryPolicy(delays, inPlace, only, except, other, deadLetterRetention);
    }

    /**
     * With another retention.
     *
     * @param other how long dead letters are kept
     * @return the policy
     */
    public RetryPolicy withDeadLetterRetention(Duration other) {
        return new RetryPolicy(delays, inPlace, only, except, stops, other);
    }
}
