package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.WrittenAt;
import dev.holdfast.internal.transaction.TransactionErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is under way: what is in it, what is not answered yet and what has failed first. Confined to the
 * committer's thread, but for the answers of the producer.
 */
final class OpenTransaction {
    private final Instant begun;
    private final boolean trial;
    private final Runnable wake;
    private final List<Finished> contents = new ArrayList<>();
    private final Map<Lane, Offsets> lanes = new HashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private List<OffsetCommit> offsets = List.of();

    /**
     * Why the transaction can't be committed.
     *
     * @param step what was being done
     * @param record the record that could not be sent; null if it was another step
     * @param place where it was to be written to; null if nobody said
     * @param cause Kafka's exception
     */
    record Failure(TransactionErrors.Step step, @Nullable Finished record, @Nullable Place place, Exception cause) {}

    /**
     * Begins.
     *
     * @param begun when
     * @param trial whether it holds a single record, to see whether its destination takes it
     * @param wake called when the last answer has come
     */
    OpenTransaction(Instant begun, boolean trial, Runnable wake) {
        this.begun = begun;
        this.trial = trial;
        this.wake = wake;
    }

    Instant begun() {
        return begun;
    }

    boolean isTrial() {
        return trial;
    }

    /** Puts a record in and sends its writes, in order. */
    void add(Finished record, TransactionalOutput output) {
        contents.add(record);
        Offsets done = lanes.computeIfAbsent(record.lane(), lane -> new Offsets());
        if (record.offset() != Finished.NO_OFFSET) {
            done.add(record.offset());
        }
        int writes = record.writes().size();
        unanswered.addAndGet(writes);
        Answer answer = new Answer(record, 0);
        for (int i = 0; i < writes && failure.get() == null; i++) {
            output.send(record.writes().get(i), record.writtenAt() == null ? answer : new Answer(record, i));
        }
    }

    /** What is in it, in the order in which it was sent. */
    List<Finished> contents() {
        return contents;
    }

    /** The partitions that something in it belongs to: the offset of each must be in it, as its fence. */
    Set<Lane> lanes() {
        return lanes.keySet();
    }

    /** The offsets of a lane that are done when the transaction is committed. */
    long[] done(Lane lane) {
        Offsets done = lanes.get(lane);
        return done == null ? new long[0] : done.all();
    }

    /** Says which offsets were added. */
    void offsets(List<OffsetCommit> added) {
        offsets = added;
    }

    List<OffsetCommit> offsets() {
        return offsets;
    }

    boolean isAnswered() {
        return unanswered.get() <= 0;
    }

    /** Remembers a failure; the first one is the cause of all others. */
    void failed(Failure cause) {
        failure.compareAndSet(null, cause);
    }

    @Nullable
    Failure failure() {
        return failure.get();
    }

    /** Takes the producer's answers to the writes of one record; to one of them, if it is asked where it stands. */
    private final class Answer implements Callback {
        private final Finished record;
        private final int index;

        Answer(Finished record, int index) {
            this.record = record;
            this.index = index;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
            // What is answered with "aborted" is a consequence of something else.
            if (error != null && !(error instanceof TransactionAbortedException)) {
                failed(new Failure(TransactionErrors.Step.SEND, record, place(metadata, error), error));
                wake.run();
            }
            WrittenAt at = record.writtenAt();
            if (error == null && metadata != null && at != null) {
                at.written(index, metadata.offset());
            }
            if (unanswered.decrementAndGet() == 0) {
                wake.run();
            }
        }

        /** The partition only if the record names it: else the producer chooses another one next time. */
        private @Nullable Place place(@Nullable RecordMetadata metadata, Exception error) {
            if (metadata == null) {
                return null;
            }
            Place exactly = new Place(metadata.topic(), metadata.partition());
            boolean isNamed = record.writes().stream().map(Place::of).anyMatch(exactly::equals);
            return isNamed && !TransactionErrors.isOfTheTopic(error) ? exactly : new Place(metadata.topic(), Place.ANY);
        }
    }

    /** A list of offsets without an object for each. */
    private static final class Offsets {
        private long[] offsets = new long[16];
        private int count;

        void add(long offset) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, count * 2);
            }
            offsets[count++] = offset;
        }

        long[] all() {
            return Arrays.copyOf(offsets, count);
        }
    }
}
