package dev.holdfast.retry.internal;

import java.time.Duration;
import java.util.ArrayList;
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
 * @param holds whether its key stays held there
 * @param deadLetterRetention how long dead letters are kept; null for ever
 * @param heldBytes how much may be held of a source partition until it waits
 */
public record RetryPolicy(
        List<Duration> delays,
        List<Duration> inPlace,
        List<Class<? extends Throwable>> only,
        List<Class<? extends Throwable>> except,
        boolean stops,
        boolean holds,
        @Nullable Duration deadLetterRetention,
        long heldBytes) {
    private static final long MOST_HELD_BYTES = 1024L * 1024 * 1024;

    /** One attempt, then the dead letters. */
    public static final RetryPolicy NONE =
            new RetryPolicy(List.of(), List.of(), List.of(), List.of(), false, false, null, MOST_HELD_BYTES);

    /** Copies the lists. */
    public RetryPolicy {
        delays = List.copyOf(delays);
        inPlace = List.copyOf(inPlace);
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    /**
     * How many attempts a record gets, the first one included.
     *
     * @return the number
     */
    public int mostAttempts() {
        return 1 + inPlace.size() + delays.size();
    }

    /**
     * Whether an exception is worth another attempt.
     *
     * @param thrown the exception, or null
     * @return what {@link #only} and {@link #except} say of it
     */
    public boolean isRetryable(@Nullable Throwable thrown) {
        return new Classification(only, except).isRetryable(thrown);
    }

    /**
     * With the delays of the retry topics as delays in memory behind those in place.
     *
     * @return the policy
     */
    public RetryPolicy inMemory() {
        List<Duration> all = new ArrayList<>(inPlace);
        all.addAll(delays);
        return new RetryPolicy(List.of(), all, only, except, stops, holds, deadLetterRetention, heldBytes);
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
        return new RetryPolicy(other, inPlace, only, except, stops, holds, deadLetterRetention, heldBytes);
    }

    /**
     * With other attempts in memory.
     *
     * @param other their delays
     * @return the policy
     */
    public RetryPolicy withInPlace(List<Duration> other) {
        return new RetryPolicy(delays, other, only, except, stops, holds, deadLetterRetention, heldBytes);
    }

    /**
     * With other exceptions that are worth another attempt.
     *
     * @param other their classes
     * @return the policy
     */
    public RetryPolicy withOnly(List<Class<? extends Throwable>> other) {
        return new RetryPolicy(delays, inPlace, other, except, stops, holds, deadLetterRetention, heldBytes);
    }

    /**
     * With other exceptions that are not worth another attempt.
     *
     * @param other their classes
     * @return the policy
     */
    public RetryPolicy withExcept(List<Class<? extends Throwable>> other) {
        return new RetryPolicy(delays, inPlace, only, other, stops, holds, deadLetterRetention, heldBytes);
    }

    /**
     * With another end.
     *
     * @param other whether the partition stops
     * @return the policy
     */
    public RetryPolicy withStop(boolean other) {
        return new RetryPolicy(delays, inPlace, only, except, other, holds, deadLetterRetention, heldBytes);
    }

    /**
     * With another end.
     *
     * @param other whether the key stays held
     * @return the policy
     */
    public RetryPolicy withHold(boolean other) {
        return new RetryPolicy(delays, inPlace, only, except, stops, other, deadLetterRetention, heldBytes);
    }

    /**
     * With another retention.
     *
     * @param other how long dead letters are kept
     * @return the policy
     */
    public RetryPolicy withDeadLetterRetention(Duration other) {
        return new RetryPolicy(delays, inPlace, only, except, stops, holds, other, heldBytes);
    }

    /**
     * With another bound of what is held.
     *
     * @param other how many bytes of a source partition
     * @return the policy
     */
    public RetryPolicy withHeldBytes(long other) {
        return new RetryPolicy(delays, inPlace, only, except, stops, holds, deadLetterRetention, other);
    }
}
