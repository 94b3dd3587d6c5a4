package dev.holdfast.internal.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * Counts what one worker has finished and tells the lane in batches, so that counting does not cost a shared write a
 * record. What is not told yet counts as in flight: never more than a batch. Confined to one worker.
 */
final class Tally {
    private static final int MOST_RECORDS = 64;
    private static final int MOST_BYTES = 64 * 1024;

    private final Counters counters;
    private @Nullable Lane lane;
    private int records;
    private long bytes;

    Tally(Counters counters) {
        this.counters = counters;
    }

    void add(Lane finishedIn, int size) {
        if (finishedIn != lane) {
            tell();
            lane = finishedIn;
        }
        records++;
        bytes += size;
        if (records >= MOST_RECORDS || bytes >= MOST_BYTES) {
            tell();
        }
    }

    void tell() {
        if (lane != null && records > 0) {
            lane.finished(records, bytes);
            counters.handled(records);
        }
        records = 0;
        bytes = 0;
    }
}
