package dev.holdfast.internal.invoke;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How many bytes a record takes on its own, as a producer counts it against {@code max.request.size}: before
 * compression, with the overhead of a batch of one record.
 */
public final class RecordSize {
    // The format of batches since Kafka 0.11. Kafka's own arithmetic is in a package that moves between versions.
    private static final int BATCH_OVERHEAD = 61;
    private static final int RECORD_OVERHEAD_AT_MOST = 21;

    private RecordSize() {}

    /**
     * Computes the upper bound.
     *
     * @param record the encoded record
     * @return its size in bytes
     */
    public static int atMost(ProducerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        long size = BATCH_OVERHEAD + RECORD_OVERHEAD_AT_MOST + headers(record.headers());
        size += key == null ? 1 : withLength(key.length);
        size += value == null ? 1 : withLength(value.length);
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static long headers(Headers headers) {
        long size = 0;
        int count = 0;
        for (Header header : headers) {
            byte[] value = header.value();
            size += withLength(header.key().getBytes(StandardCharsets.UTF_8).length);
            size += value == null ? 1 : withLength(value.length);
            count++;
        }
        return size + varint(count);
    }

    private static long withLength(int bytes) {
        return (long) varint(bytes) + bytes;
    }

    /** Zigzag doubles what is not negative, and each byte of a varint carries 7 bits. */
    private static int varint(int number) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(2L * number);
        return Math.max(1, (bits + 6) / 7);
    }
}
