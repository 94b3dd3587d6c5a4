package dev.holdfast.testkit;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a {@link DeliverySuite}, by their number: with keys, without, and tombstones. Without retry topics a few
 * fail once. With them, one in ten fails until one of its attempts, one in fifty always, and one in a hundred can't be decoded.
 */
record DeliveryRecords(int attempts) {
    private static final int KEYS = 97;
    private static final int NO_KEY_EVERY = 50;
    private static final int TOMBSTONE_EVERY = 70;
    private static final int FAILS_EVERY = 1_500;
    private static final int RETRIED_EVERY = 10;
    private static final int HOPELESS_EVERY = 50;
    private static final int UNDECODABLE_EVERY = 100;
    private static final byte[] NO_TEXT = {(byte) 0xC3, '('};

    ProducerRecord<byte[], byte[]> record(String topic, int i) {
        byte @Nullable [] key = i % NO_KEY_EVERY == 0 ? null : bytes("key-" + i % KEYS);
        byte @Nullable [] value = i % TOMBSTONE_EVERY == 1 ? null : bytes("value-" + i);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key, isUndecodable(i) ? NO_TEXT.clone() : value);
        record.headers().add("number", bytes(Integer.toString(i)));
        int failures = failures(i);
        if (failures > 0) {
            record.headers().add(DeliveryHandlers.FAILS, bytes(Integer.toString(failures)));
        }
        return record;
    }

    /** How many of the first ones end as dead letters. */
    int hopeless(int records) {
        return (int) IntStream.range(0, records)
                .filter(i -> isUndecodable(i) || failures(i) >= attempts)
                .count();
    }

    private int failures(int i) {
        if (!isRetrying()) {
            return i % FAILS_EVERY == FAILS_EVERY / 2 ? 1 : 0;
        }
        if (i % HOPELESS_EVERY == 9) {
            return Integer.MAX_VALUE;
        }
        return i % RETRIED_EVERY == 3 ? 1 + i / RETRIED_EVERY % (attempts - 1) : 0;
    }

    private boolean isUndecodable(int i) {
        return isRetrying() && i % UNDECODABLE_EVERY == 44;
    }

    /** Without retry topics a record is tried for ever. */
    private boolean isRetrying() {
        return attempts < Integer.MAX_VALUE;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
