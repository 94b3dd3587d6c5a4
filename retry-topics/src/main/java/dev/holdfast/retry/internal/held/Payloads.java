package dev.holdfast.retry.internal.held;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The held records of one partition whose bytes are in memory, by source offset. Not thread-safe. */
final class Payloads {
    /** What a record takes beside key and value. */
    private static final int OVERHEAD = 300;

    private final Map<Long, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
    private final HeldMemory memory;
    private long bytes;

    Payloads(HeldMemory memory) {
        this.memory = memory;
    }

    void put(ConsumerRecord<byte[], byte[]> record) {
        if (records.put(record.offset(), record) == null) {
            changed(size(record));
        }
    }

    @Nullable
    ConsumerRecord<byte[], byte[]> get(long offset) {
        return records.get(offset);
    }

    boolean has(long offset) {
        return records.containsKey(offset);
    }

    void remove(long offset) {
        ConsumerRecord<byte[], byte[]> record = records.remove(offset);
        if (record != null) {
            changed(-size(record));
        }
    }

    boolean mayReadAhead() {
        return memory.mayReadAhead();
    }

    boolean mayKeep() {
        return memory.mayKeep();
    }

    void clear() {
        records.clear();
        changed(-bytes);
    }

    private void changed(long by) {
        bytes += by;
        memory.payloads(by);
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return (long) OVERHEAD + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}
