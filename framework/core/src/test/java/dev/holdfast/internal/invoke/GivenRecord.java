package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A record of partition 3 at offset 42, original or polled from another topic. */
record GivenRecord(ConsumerRecord<byte[], byte[]> record, RecordHeaders originHeaders, AtomicInteger deliveriesAsked)
        implements HandlerRecord {
    static GivenRecord of(@Nullable String key, @Nullable String value) {
        return ofBytes(bytes(key), bytes(value));
    }

    static GivenRecord ofBytes(byte @Nullable [] key, byte @Nullable [] value) {
        return polledFrom("orders", key, value);
    }

    static GivenRecord polledFrom(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic, 3, 42, 1_000, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
        return new GivenRecord(record, headers, new AtomicInteger());
    }

    GivenRecord header(String name, @Nullable String value) {
        originHeaders.add(name, bytes(value));
        return this;
    }

    Headers headers() {
        return record.headers();
    }

    /** The verdict, which has to be there at once. */
    Verdict handledBy(HandlerInvoker handler) {
        Verdict verdict = handler.invoke(this, later -> assertThat(later).isNull());
        return Objects.requireNonNull(verdict, "the verdict is still to come");
    }

    @Override
    public Delivery delivery() {
        deliveriesAsked.incrementAndGet();
        return Given.delivery("orders", originHeaders);
    }

    @Override
    public PartitionLane lane() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(Disposition disposition) {
        throw new UnsupportedOperationException();
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
