package dev.holdfast.examples.outbox;

import dev.holdfast.examples.command.Arrivals;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning to its end and counts its keys. */
final class TopicCount {
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicCount() {}

    /** What of the keys is there as records that are committed. */
    static Arrivals of(String servers, String topic, String direction, Set<String> keys) {
        Set<String> met = new HashSet<>();
        int records = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    records++;
                    if (keys.contains(record.key())) {
                        met.add(record.key());
                    }
                }
            }
        }
        return new Arrivals(direction, keys.size(), records, keys.size() - met.size(), records - met.size());
    }
}
