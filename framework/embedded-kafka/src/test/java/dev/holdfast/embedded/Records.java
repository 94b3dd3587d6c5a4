package dev.holdfast.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads records with plain clients. */
final class Records {
    private Records() {}

    /** Sends the numbers from first on, acks=all, and returns what was acknowledged. */
    static List<String> send(Cluster cluster, String topic, int first, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "acks", "all",
                "linger.ms", "0",
                "request.timeout.ms", "3000",
                "socket.connection.setup.timeout.ms", "3000",
                "max.block.ms", "5000");
        List<String> values = IntStream.range(first, first + count)
                .mapToObj(Integer::toString)
                .toList();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> answers = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(topic, value, value)))
                    .toList();
            for (Future<RecordMetadata> answer : answers) {
                answer.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return values;
    }

    /** Reads the topic from its beginning until so many records have come, 30 seconds at most. */
    static List<String> read(Cluster cluster, String topic, int count) {
        try (KafkaConsumer<String, String> consumer = consumer(cluster, Map.of())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }

    /** Makes the group known by one commit. */
    static void commit(Cluster cluster, String topic, String group) {
        try (KafkaConsumer<String, String> consumer =
                consumer(cluster, Map.of("group.id", group, "auto.offset.reset", "earliest"))) {
            consumer.assign(partitions(consumer, topic));
            consumer.poll(Duration.ofSeconds(5));
            consumer.commitSync();
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static KafkaConsumer<String, String> consumer(Cluster cluster, Map<String, String> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", cluster.bootstrapServers());
        config.put("request.timeout.ms", "3000");
        config.put("socket.connection.setup.timeout.ms", "3000");
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }
}
