package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.RetryPolicy;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides for how long a failed record waits in the held topic, if it does. Pure. */
final class Waits {
    /** Trying it once more would end the process once more. */
    private static final String CRASH_LOOP = "crash-loop";

    private static final Duration LONGEST = Duration.ofDays(365);

    private final RetryPolicy policy;

    Waits(RetryPolicy policy) {
        this.policy = policy;
    }

    /**
     * How long until the next attempt.
     *
     * @param failed what went wrong
     * @param attempts how many attempts were made
     * @param released whether it does not stay held at its end, because an operator said so
     * @return null if the record does not wait there: it is tried again in place, or is at its end
     */
    @Nullable
    Duration after(Verdict.Failed failed, int attempts, boolean released) {
        if (policy.delays().isEmpty() || failed.reason().equals(Verdict.Failed.CODEC_UNAVAILABLE)) {
            return null;
        }
        Duration asked = failed.after();
        boolean ends = failed.kind() == Verdict.Kind.PERMANENT
                || (asked == null && !policy.isRetryable(failed.cause()))
                || attempts >= policy.mostAttempts();
        if (ends) {
            return policy.holds() && !released && !failed.reason().equals(CRASH_LOOP) ? lastDelay() : null;
        }
        if (asked != null) {
            return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        }
        int inPlace = policy.inPlace().size();
        return attempts <= inPlace ? null : policy.delays().get(attempts - inPlace - 1);
    }

    private Duration lastDelay() {
        return policy.delays().get(policy.delays().size() - 1);
    }
}
