package dev.holdfast.examples.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a careful person writes by hand to copy a topic exactly once: poll, send, and ten times a second offsets and a
 * commit. It has no answer to anything that goes wrong.
 */
public final class RawTransactions implements Runnable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long COMMIT_NANOS = Duration.ofMillis(100).toNanos();

    private final Map<String, Object> consumerConfig;
    private final Map<String, Object> producerConfig;
    private final String source;
    private final String target;
    private final long records;
    private final Consumer<byte[]> handler;

    /**
     * Creates a loop; it begins when it is run.
     *
     * @param bootstrapServers where the brokers are
     * @param group the consumer group, and the transactional id
     * @param source what to read
     * @param target where to write keys and values as they are
     * @param records after how many it ends
     * @param handler gets each record's value before it is written
     */
    public RawTransactions(
            String bootstrapServers,
            String group,
            String source,
            String target,
            long records,
            Consumer<byte[]> handler) {
        this.consumerConfig = RawLoop.consumer(bootstrapServers, group);
        // Without the short back-off the broker's "not yet" after each commit costs 100 ms.
        this.producerConfig = Map.of(
                "bootstrap.servers", bootstrapServers,
                "transactional.id", group,
                "retry.backoff.ms", 5);
        this.source = source;
        this.target = target;
        this.records = records;
        this.handler = handler;
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(source));
            long copied = 0;
            while (copied < records) {
                producer.beginTransaction();
                long begun = System.nanoTime();
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                while (copied < records && System.nanoTime() - begun < COMMIT_NANOS) {
                    ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                    for (ConsumerRecord<byte[], byte[]> record : batch) {
                        handler.accept(record.value());
                        Future<RecordMetadata> unused =
                                producer.send(new ProducerRecord<>(target, record.key(), record.value()));
                    }
                    copied += batch.count();
                    offsets.putAll(batch.nextOffsets());
                }
                producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }
}
