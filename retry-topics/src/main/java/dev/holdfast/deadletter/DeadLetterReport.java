package dev.holdfast.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a job did, or in a dry run what it would do.
 *
 * @param kind what was to be done
 * @param dryRun whether nothing was done
 * @param done how many it was done to
 * @param byReason how many of these there are for each reason; {@code unknown} where there is none, {@code other} beyond 100
 *     reasons
 * @param left how many match but were left as they are, by the cause
 * @param examples the first 100 of those that were left
 * @param ends for each partition looked at, the offset of the dead-letter topic that the job stops before: what comes
 *     later is not touched
 * @param shortest how long the number of records takes at the instructed pace
 */
public record DeadLetterReport(
        DeadLetterEvent.Kind kind,
        boolean dryRun,
        long done,
        Map<String, Long> byReason,
        Map<Cause, Long> left,
        List<Left> examples,
        Map<Integer, Long> ends,
        Duration shortest) {
    /** Copies maps and list. */
    public DeadLetterReport {
        byReason = Map.copyOf(byReason);
        left = Map.copyOf(left);
        examples = List.copyOf(examples);
        ends = Map.copyOf(ends);
    }

    /** Why a dead letter was left as it is. */
    public enum Cause {
        /** It was redriven as often as the instruction allows. */
        REDRIVEN_TOO_OFTEN,
        /** Its entry in the log can't be read, so it may have been moved already. */
        LOG_UNREADABLE,
        /** Its headers are malformed: nobody knows where it came from. */
        ORIGIN_UNKNOWN,
        /** The broker does not take it, since it is too large for a topic. */
        TOO_LARGE,
        /** It was named, but it does not stand in a way that allows it: it was moved or discarded already, or is open. */
        NOT_ALLOWED
    }

    /**
     * A dead letter that was left as it is.
     *
     * @param id which
     * @param cause why
     */
    public record Left(DeadLetterId id, Cause cause) {}
}
