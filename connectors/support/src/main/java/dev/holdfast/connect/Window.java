package dev.holdfast.connect;

import dev.holdfast.connect.UpstreamRecord.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The records of one session that are between its system and Kafka, in the order of their polls, at most so many. Records
 * report here when they are decided about, on any thread; everything else is the task thread's.
 *
 * <p>Settled records leave when all older ones are settled. One that stays unsettled thereby bounds also how many younger
 * ones can be on their way, which bounds memory.
 */
final class Window<M> {
    private final int limit;
    private final ArrayDeque<UpstreamRecord<M>> records = new ArrayDeque<>();
    private final LinkedBlockingQueue<UpstreamRecord<M>> decided = new LinkedBlockingQueue<>();

    Window(int limit) {
        this.limit = limit;
    }

    int room() {
        return limit - records.size();
    }

    int size() {
        return records.size();
    }

    Iterable<UpstreamRecord<M>> records() {
        return records;
    }

    void add(List<UpstreamRecord<M>> polled, long poll) {
        for (UpstreamRecord<M> record : polled) {
            record.polled(poll, this);
            records.add(record);
        }
    }

    /** Takes a record that was just decided about. Any thread. */
    void decided(UpstreamRecord<M> record) {
        decided.add(record);
    }

    /**
     * Decides that everything of some polls that nobody has decided about was dropped: the worker has committed all of these
     * polls, and reports to tasks only what it wrote.
     */
    void dropUndecided(long upToPoll) {
        for (UpstreamRecord<M> record : records) {
            if (record.poll() > upToPoll) {
                return;
            }
            record.decide(Outcome.DROPPED);
        }
    }

    /** Waits until some record is decided about, for so long at most. */
    void awaitDecision(Duration patience) throws InterruptedException {
        @Nullable UpstreamRecord<M> first = decided.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            decided.add(first); // the queue has no order that would matter
        }
    }

    /** Takes what was decided about since the last call. */
    List<UpstreamRecord<M>> takeDecided() {
        List<UpstreamRecord<M>> taken = new ArrayList<>();
        decided.drainTo(taken);
        return taken;
    }

    /** Lets go of the oldest records as far as they are decided about. */
    void trim() {
        while (!records.isEmpty() && records.peek().outcome() != null) {
            records.remove();
        }
    }
}
