package dev.holdfast.examples.measure;

import dev.holdfast.embedded.ProcessCluster;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The broker and the topics that are read again and again, each time by a new group. */
final class Bench implements AutoCloseable {
    static final int PARTITIONS = 8;
    private static final int VALUE_BYTES = 100;

    private final ProcessCluster cluster = ProcessCluster.start(1);
    private final AtomicInteger groups = new AtomicInteger();

    String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    String newGroup(String variant) {
        return "measure-" + variant + "-" + groups.incrementAndGet();
    }

    void fill(String topic, int records, int keys) throws ExecutionException, InterruptedException {
        cluster.createTopic(topic, PARTITIONS, 1);
        // A leader that is known may still refuse its first batch and take the second; answering this, it is ready.
        ends(topic);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 20, "batch.size", 65_536);
        byte[] value = new byte[VALUE_BYTES];
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                byte[] key = ("key-" + i % keys).getBytes(StandardCharsets.US_ASCII);
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(topic, key, value), (written, e) -> failure.compareAndSet(null, e));
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException(topic + " could not be filled", failure.get());
        }
    }

    /** Fails unless a group has committed all of a topic. */
    void requireCommitted(String group, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = cluster.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        ends(topic).forEach((partition, end) -> {
            OffsetAndMetadata commit = committed.get(partition);
            if (commit == null || commit.offset() != end.offset()) {
                throw new IllegalStateException(
                        group + " has committed " + commit + " of " + partition + ", which ends at " + end.offset());
            }
        });
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return cluster.admin().listOffsets(wanted).all().get();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
