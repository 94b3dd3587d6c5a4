package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A finished record whose writes are under way. The committer sends them; the producer's thread counts the answers; what
 * was refused is sent again, and nothing else.
 */
final class PendingWrite {
    private final Finished finished;
    private final long sequence;
    private final BitSet missing;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile @Nullable Refusal refusal;
    private Instant since = Instant.EPOCH;

    /**
     * Why a write was refused.
     *
     * @param topic the topic
     * @param cause Kafka's exception
     */
    record Refusal(String topic, Exception cause) {}

    PendingWrite(Finished finished, long sequence) {
        this.finished = finished;
        this.sequence = sequence;
        this.missing = new BitSet(finished.writes().size());
        missing.set(0, finished.writes().size());
    }

    Finished finished() {
        return finished;
    }

    long sequence() {
        return sequence;
    }

    /** The indexes of what is still to be written; changed only while nothing is unanswered. */
    int[] begin(Instant now) {
        refusal = null;
        since = now;
        int[] indexes = missing();
        unanswered.set(indexes.length);
        return indexes;
    }

    private int[] missing() {
        synchronized (missing) {
            return missing.stream().toArray();
        }
    }

    /** When it was sent last. */
    Instant since() {
        return since;
    }

    boolean isAnswered() {
        return unanswered.get() <= 0;
    }

    /** The topics that have not taken their writes yet. */
    String missingTopics() {
        return Arrays.stream(missing())
                .mapToObj(index -> write(index).topic())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    ProducerRecord<byte[], byte[]> write(int index) {
        return finished.writes().get(index);
    }

    /** Takes an answer; returns whether it was the last one. */
    boolean answered(int index, @Nullable Exception error) {
        if (error == null) {
            written(index);
        } else {
            refusal = new Refusal(write(index).topic(), error);
        }
        return unanswered.decrementAndGet() == 0;
    }

    private void written(int index) {
        synchronized (missing) {
            missing.clear(index);
        }
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
