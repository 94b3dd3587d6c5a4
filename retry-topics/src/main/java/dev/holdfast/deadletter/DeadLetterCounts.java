package dev.holdfast.deadletter;

import java.time.Duration;
import java.util.List;

/**
 * How many dead letters there are, by what they have in common.
 *
 * @param groups the groups, the largest first; at most 1,000
 * @param total how many dead letters there are in all
 * @param others how many of them are in no group, because there would have been too many groups
 * @param stretch how long the stretches of the trends are
 */
public record DeadLetterCounts(List<DeadLetterGroup> groups, long total, long others, Duration stretch) {
    /** Copies the groups. */
    public DeadLetterCounts {
        groups = List.copyOf(groups);
    }

    /** By what dead letters are put into groups. */
    public enum By {
        /** By what failures of one kind have in common. */
        FINGERPRINT,
        /** By reason. */
        REASON,
        /** By handler. */
        HANDLER
    }
}
