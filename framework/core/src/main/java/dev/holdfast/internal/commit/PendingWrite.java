package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Finished;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
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
    int[] begin() {
        refusal = null;
        int[] indexes = missing.stream().toArray();
        unanswered.set(indexes.length);
        return indexes;
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
