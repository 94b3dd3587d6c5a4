package dev.holdfast.connect.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the contract reads from and writes to Kafka. */
final class Topics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String servers;
    private final KafkaProducer<String, byte[]> producer;

    Topics(String servers) {
        this.servers = servers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void write(String topic, List<String> values) {
        List<java.util.concurrent.Future<RecordMetadata>> sends = new ArrayList<>();
        for (String value : values) {
            sends.add(producer.send(new ProducerRecord<>(topic, value, value.getBytes(StandardCharsets.UTF_8))));
        }
        for (java.util.concurrent.Future<RecordMetadata> send : sends) {
            try {
                send.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while writing to " + topic, e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("Kafka did not take a record for " + topic, e);
            }
        }
    }

    /** Follows a topic of one partition from its beginning; only committed records are seen. */
    Reader follow(String topic) {
        return new Reader(servers, topic);
    }

    @Override
    public void close() {
        producer.close();
    }

    /** One reader of one topic. */
    static final class Reader implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer;
        private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

        private Reader(String servers, String topic) {
            consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            servers,
                            "isolation.level",
                            "read_committed",
                            "auto.offset.reset",
                            "earliest",
                            "enable.auto.commit",
                            "false"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
        }

        /** Reads on for a moment and returns everything read so far. */
        List<ConsumerRecord<String, byte[]>> poll() {
            consumer.poll(POLL).forEach(records::add);
            return records;
        }

        List<String> bodies() {
            return poll().stream()
                    .map(record -> record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
