package dev.holdfast.examples.benchmarks.trial;

import dev.holdfast.examples.measure.RawLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What has been written to a topic, as a reader of committed records sees it. */
final class Copies {
    private static final Duration POLL = Duration.ofSeconds(1);

    private Copies() {}

    static void read(String bootstrapServers, String topic, int partitions, Tally tally) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                RawLoop.consumer(bootstrapServers, topic), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    tally.handled(record.value());
                }
            }
        }
    }
}
