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
public final class Bench implements AutoCloseable {
    private static final int VALUE_BYTES = 100;

    private final ProcessCluster cluster = ProcessCluster.start(1);
    private final AtomicInteger groups = new AtomicInteger();
    private final Map<String, Integer> partitionsOf = new HashMap<>();

    /**
     * Where the broker is.
     *
     * @return host and port
     */
    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /**
     * Makes up a consumer group that was never used.
     *
     * @param variant what it is for, letters that a group may have
     * @return its id
     */
    public String newGroup(String variant) {
        return "measure-" + variant + "-" + groups.incrementAndGet();
    }

    /**
     * Creates a topic and waits until its leaders answer.
     *
     * @param topic its name
     * @param partitions how many
     * @throws ExecutionException if the broker refuses
     * @throws InterruptedException if the thread is interrupted
     */
    public void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        cluster.createTopic(topic, partitions, 1);
        partitionsOf.put(topic, partitions);
        // A leader that is known may still refuse its first batch and take the second; answering this, it is ready.
        ends(topic);
    }

    void fill(String topic, int partitions, int records, int keys) throws ExecutionException, InterruptedException {
        create(topic, partitions);
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

    /**
     * Fails unless a group has committed all of a topic.
     *
     * @param group its id
     * @param topic a topic created here
     * @throws ExecutionException if the broker refuses to tell
     * @throws InterruptedException if the thread is interrupted
     */
    public void requireCommitted(String group, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> left = uncommitted(group, topic);
        if (!left.isEmpty()) {
            throw new IllegalStateException(group + " has not committed all: records left by partition " + left);
        }
    }

    /**
     * Tells whether a group has committed all of a topic.
     *
     * @param group its id
     * @param topic a topic created here
     * @return false while records are left, or their commit is in an open transaction
     * @throws ExecutionException if the broker refuses to tell
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean isCommitted(String group, String topic) throws ExecutionException, InterruptedException {
        return uncommitted(group, topic).isEmpty();
    }

    /** How far the commits of a group, open transactions left out, are from the end of each partition. */
    private Map<TopicPartition, Long> uncommitted(String group, String topic)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = cluster.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> left = new HashMap<>();
        ends(topic).forEach((partition, end) -> {
            OffsetAndMetadata commit = committed.get(partition);
            long position = commit == null ? 0 : commit.offset();
            if (position != end.offset()) {
                left.put(partition, end.offset() - position);
            }
        });
        return left;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int i = 0; i < partitions(topic); i++) {
            wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return cluster.admin().listOffsets(wanted).all().get();
    }

    private int partitions(String topic) {
        Integer partitions = partitionsOf.get(topic);
        if (partitions == null) {
            throw new IllegalArgumentException("there is no topic " + topic);
        }
        return partitions;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
