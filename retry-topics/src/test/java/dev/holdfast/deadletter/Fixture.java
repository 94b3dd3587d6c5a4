package dev.holdfast.deadletter;

import static java.util.Objects.requireNonNull;

import dev.holdfast.deadletter.internal.Clients;
import dev.holdfast.deadletter.internal.Pace;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailedRecord;
import dev.holdfast.retry.internal.Failure;
import dev.holdfast.retry.internal.Origin;
import dev.holdfast.retry.internal.Trail;
import dev.holdfast.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A group's dead-letter topic of three partitions, with the topic that they are redriven to. */
final class Fixture {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    static final int PARTITIONS = 3;

    final KafkaCluster cluster;
    final TestTopics topics;
    final String topic;
    final DeadLetterSource source;

    Fixture(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.topic = topics.uniqueName("orders");
        this.source = DeadLetterSource.holdfast(topic, "billing");
        // As the real ones: dead letters don't expire, and those of the tests are old.
        cluster.createTopic(source.topic(), PARTITIONS, 1, Map.of("retention.ms", "-1"));
        cluster.createTopic(target(), PARTITIONS, 1);
    }

    String target() {
        return source.target().orElseThrow();
    }

    DeadLetters letters() {
        return DeadLetters.open(cluster.bootstrapServers(), source);
    }

    DeadLetters letters(Function<Map<String, Object>, Producer<byte[], byte[]>> producers, Pace.Clock clock) {
        Clients clients = new Clients(Map.of("bootstrap.servers", cluster.bootstrapServers()), producers);
        return new DeadLetters(new Connection(source, clients, InstantSource.fixed(NOW), clock));
    }

    DeadLetterId write(int partition, String key, byte @Nullable [] value, String reason, Instant at, int redrives) {
        RecordHeaders original = new RecordHeaders();
        original.add("tenant", "acme".getBytes(StandardCharsets.UTF_8));
        original.add("holdfast-group", "forged".getBytes(StandardCharsets.UTF_8));
        Trail trail = new Trail(
                new Origin(topic, partition, 4_711, START),
                4,
                at.minusSeconds(60),
                at,
                null,
                "billing",
                "billing/" + topic,
                new Failure(reason, "java.io.IOException", "no answer", "at bank", "f-" + reason),
                redrives);
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        long offset = topics.publish(List.of(new ProducerRecord<>(
                        source.topic(),
                        partition,
                        at.toEpochMilli(),
                        keyBytes,
                        value,
                        FailedRecord.copy(original, trail))))
                .get(0)
                .offset();
        return new DeadLetterId(partition, offset);
    }

    DeadLetterId write(int partition, String key, String reason) {
        return write(partition, key, bytes("value of " + key), reason, START, 0);
    }

    /** Some dead letters in every partition, with keys k0, k1, …, all for one reason. */
    void writeMany(int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Trail trail = new Trail(
                    new Origin(topic, i % PARTITIONS, i, START),
                    4,
                    START,
                    START,
                    null,
                    "billing",
                    "billing/" + topic,
                    new Failure("not-retryable", "", "", "", "f"),
                    0);
            records.add(new ProducerRecord<>(
                    source.topic(),
                    i % PARTITIONS,
                    START.toEpochMilli(),
                    bytes("k" + i),
                    bytes("v" + i),
                    FailedRecord.copy(new RecordHeaders(), trail)));
        }
        topics.publish(records);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Headers as {@code name=value}. */
    static List<String> names(Iterable<Header> headers) {
        List<String> names = new ArrayList<>();
        headers.forEach(header -> names.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)));
        return names;
    }

    /** What is committed in the redrive topic now. */
    List<ConsumerRecord<byte[], byte[]>> redriven() {
        return read(cluster, target(), PARTITIONS);
    }

    List<String> redrivenKeys() {
        return redriven().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    static List<ConsumerRecord<byte[], byte[]>> read(KafkaCluster cluster, String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, count)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = ends(cluster, partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
        }
        return read;
    }

    /**
     * Where all that is written ends. The reader's own ends would be those of what is decided, and the markers of a
     * transaction arrive after its commit was answered.
     */
    private static Map<TopicPartition, Long> ends(KafkaCluster cluster, List<TopicPartition> partitions) {
        try {
            Map<TopicPartition, OffsetSpec> latest =
                    partitions.stream().collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest()));
            return cluster.admin().listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
