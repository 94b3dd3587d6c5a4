package dev.holdfast.hold;

import dev.holdfast.embedded.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes test records and waits until they are there. */
final class Feed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    Feed(Cluster cluster, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", cluster.bootstrapServers());
        config.put("linger.ms", 5);
        // A partition that is just being created may refuse the first of several batches and take the second.
        config.put("max.in.flight.requests.per.connection", 1);
        config.put("max.request.size", 16 * 1024 * 1024);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Feed(Cluster cluster) {
        this(cluster, Map.of());
    }

    /** Writes the numbers from..to-1 with keys k0, k1, ... in turn. */
    void numbers(String topic, int from, int to, int keys) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = from; number < to; number++) {
            records.add(new ProducerRecord<>(topic, bytes("k" + number % keys), bytes(Integer.toString(number))));
        }
        send(records);
    }

    /** Writes numbers to one partition. */
    void numbersTo(String topic, int partition, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = from; number < to; number++) {
            records.add(new ProducerRecord<>(topic, partition, bytes("k" + number), bytes(Integer.toString(number))));
        }
        send(records);
    }

    /** Writes one record. */
    RecordMetadata one(String topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        return send(List.of(new ProducerRecord<>(topic, partition, key, value))).get(0);
    }

    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        producer.flush();
        List<RecordMetadata> metadata = new ArrayList<>();
        for (Future<RecordMetadata> one : sent) {
            try {
                metadata.add(one.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a test record was not written", e);
            }
        }
        return metadata;
    }

    KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
