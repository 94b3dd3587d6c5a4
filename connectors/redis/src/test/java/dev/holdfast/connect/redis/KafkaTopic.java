package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic of one partition, read from its beginning; only committed records are seen. */
final class KafkaTopic implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    KafkaTopic(Lab lab, String name) {
        lab.kafka().createTopic(name, 1, 1);
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                lab.kafka().bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false");
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        TopicPartition only = new TopicPartition(name, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
    }

    /** Waits until there are so many records. */
    List<ConsumerRecord<String, String>> await(int count) {
        Waiting.until(count + " records are there", LIMIT, () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return records.size() >= count;
        });
        return records;
    }

    List<String> bodies(int count) {
        return await(count).stream().map(ConsumerRecord::value).toList();
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
