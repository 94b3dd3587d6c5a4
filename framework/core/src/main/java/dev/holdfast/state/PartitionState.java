package dev.holdfast.state;

import java.time.Instant;
import java.util.Map;

/**
 * One owned partition at one moment.
 *
 * @param topic the topic
 * @param partition the partition
 * @param phase its phase
 * @param reason why, for phases that need a reason; else empty
 * @param since when the phase began
 * @param position the offset of the next record to read
 * @param frontier the first offset that is not done: everything before it is
 * @param inFlight records read and not yet done
 * @param bytesInFlight bytes of their keys and values, and about what the records take that are to be written for them
 * @param failing records that failed and wait for their next attempt
 * @param paused whether reading rests, because too much is in flight or a person said so
 * @param lag records behind the end of the partition as last seen; -1 while unknown
 * @param figures what features of the handler tell of the partition, by name; such as {@code held-keys}
 */
public record PartitionState(
        String topic,
        int partition,
        Phase phase,
        String reason,
        Instant since,
        long position,
        long frontier,
        long inFlight,
        long bytesInFlight,
        int failing,
        boolean paused,
        long lag,
        Map<String, Long> figures) {
    /** Copies the figures. */
    public PartitionState {
        figures = Map.copyOf(figures);
    }
}
