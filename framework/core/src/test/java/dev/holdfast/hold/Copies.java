package dev.holdfast.hold;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.holdfast.embedded.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What handlers have written. */
final class Copies {
    private Copies() {}

    /** All that is committed in a topic, once what was left open there has ended. */
    static List<ConsumerRecord<String, String>> committed(Cluster cluster, String topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            // What somebody who died left open hides what comes after it, until it times out.
            Map<TopicPartition, Long> ends = new Commits(cluster, topic).ends(topic);
            await().atMost(Duration.ofSeconds(30)).until(() -> isReadable(consumer.endOffsets(all), ends));
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static boolean isReadable(Map<TopicPartition, Long> stable, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> stable.getOrDefault(end.getKey(), -1L) >= requireNonNull(end.getValue()));
    }
}
