package dev.holdfast.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One handler at one moment.
 *
 * @param id the handler's id
 * @param group its consumer group
 * @param phase its phase: the worst of its partitions'
 * @param reason why, for phases that need a reason; else empty
 * @param since when the phase began
 * @param handled records that the handler has handled since start, skipped ones included; one that failed counts when it
 *     is handled after all, not when it goes to another topic to be tried again or as a dead letter
 * @param failed attempts that failed since start, in memory and from retry topics
 * @param skipped records skipped by the handler since start
 * @param inFlight records read and not yet done, those that wait included
 * @param totals what its features count since start, by name, such as {@code dead-lettered/rejected}: what was counted,
 *     then, if that is counted apart, what it was counted by
 * @param partitions the partitions that this instance owns
 * @param longRunning records that have been running for more than a minute
 */
public record HandlerState(
        String id,
        String group,
        Phase phase,
        String reason,
        Instant since,
        long handled,
        long failed,
        long skipped,
        long inFlight,
        Map<String, Long> totals,
        List<PartitionState> partitions,
        List<LongRunning> longRunning) {
    /** Copies the lists and the totals. */
    public HandlerState {
        totals = Map.copyOf(totals);
        partitions = List.copyOf(partitions);
        longRunning = List.copyOf(longRunning);
    }

    /**
     * A record that has been running for more than a minute.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     * @param since when it was first seen running, within a second
     */
    public record LongRunning(String topic, int partition, long offset, Instant since) {}
}
