package dev.holdfast.examples.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their begin, as anybody would who reads committed records. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final Map<String, Object> config;

    TopicReader(String bootstrapServers, boolean committedOnly) {
        this.config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                committedOnly ? "read_committed" : "read_uncommitted",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                5_000);
    }

    /** Reads a topic to its end. */
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        follow(topic, () -> true, reader);
    }

    /**
     * Reads a topic for as long as something may come, and then to its end.
     *
     * @param topic the topic
     * @param isComplete whether nothing more is written
     * @param reader gets each record, those of a partition in order
     * @throws IllegalStateException if it is complete, and for three minutes nothing came though it is not at its end
     */
    void follow(String topic, BooleanSupplier isComplete, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!isComplete.getAsBoolean()) {
                consumer.poll(POLL).forEach(reader);
            }
            toEnd(consumer, partitions, reader);
        }
    }

    private static void toEnd(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
        long progressAt = System.nanoTime();
        while (!left.isEmpty()) {
            int before = left.size();
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(reader);
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (!records.isEmpty() || left.size() < before) {
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > SILENCE.toNanos()) {
                throw new IllegalStateException("Nothing comes any more, though these are not at their end: " + left);
            }
        }
    }
}
