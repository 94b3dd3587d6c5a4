package dev.holdfast.internal.dispatch;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that is handled but for its writes.
 *
 * @param lane the partition in whose name it was handled
 * @param offset the offset to mark when the writes are durable; -1 for none
 * @param bytes what the record takes of the lane's budget, together with its writes
 * @param writes what to write, in order
 * @param written runs on the committing thread when all writes are durable
 * @param writtenAt takes where they stand; null if nobody asks
 */
public record Finished(
        Lane lane,
        long offset,
        int bytes,
        List<ProducerRecord<byte[], byte[]>> writes,
        Runnable written,
        @Nullable WrittenAt writtenAt) {
    /** The offset of what was not polled from the lane's partition. */
    public static final long NO_OFFSET = -1;

    /** A record for whose writes nobody asks where they stand. */
    public Finished(Lane lane, long offset, int bytes, List<ProducerRecord<byte[], byte[]>> writes, Runnable written) {
        this(lane, offset, bytes, writes, written, null);
    }

    /** Marks the record as done. */
    public void done() {
        if (offset == NO_OFFSET) {
            lane.finished(0, bytes);
        } else {
            lane.ring().mark(offset);
            lane.finished(1, bytes);
        }
        written.run();
    }
}
