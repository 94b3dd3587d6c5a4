package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.UpstreamRecord.Origin;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Where a task is in its stream, over all its sessions. */
final class StreamPosition {
    static final String STREAM = "stream";
    static final String OFFSET = "offset";
    private static final long NONE = -1;

    private final String stream;
    private long last;

    private StreamPosition(String stream, long last) {
        this.stream = stream;
        this.last = last;
    }

    static StreamPosition read(OffsetStorageReader offsets, String stream) {
        @Nullable Map<String, Object> stored = offsets.offset(Map.of(STREAM, stream));
        return new StreamPosition(
                stream, stored != null && stored.get(OFFSET) instanceof Number last ? last.longValue() : NONE);
    }

    /** Whether a message was read before. */
    boolean isKnown() {
        return last != NONE;
    }

    /** The offset of the last message that was read. */
    long last() {
        return last;
    }

    void read(long offset) {
        last = offset;
    }

    Origin origin(long offset) {
        return new Origin(Map.of(STREAM, stream), Map.of(OFFSET, offset));
    }
}
