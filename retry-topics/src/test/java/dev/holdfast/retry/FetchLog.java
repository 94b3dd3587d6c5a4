package dev.holdfast.retry;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes down what polls return. Made by the consumer, by reflection; where to stands in its configuration. */
public final class FetchLog implements ConsumerInterceptor<byte[], byte[]> {
    /** The key of the {@link Sink}. */
    static final String TO = "test.fetch.log";

    private Sink sink = record -> {};

    /** Takes what a poll has returned, as {@code topic-partition-offset}. */
    @FunctionalInterface
    interface Sink {
        void took(String record);
    }

    /** Made by reflection. */
    public FetchLog() {}

    @Override
    public void configure(Map<String, ?> config) {
        sink = (Sink) Objects.requireNonNull(config.get(TO));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(record -> sink.took(record.topic() + "-" + record.partition() + "-" + record.offset()));
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
