package dev.holdfast.examples.payments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches the retry topics and the dead letters as a stranger: by the headers that the records carry. One thread. */
final class RetryWatch implements AutoCloseable {
    /** A retry topic at one moment: how many of its records are not due yet, and in how many milliseconds the next one is. */
    record Tier(String topic, int waiting, OptionalLong nextDueMillis) {}

    private static final int LOOK_MILLIS = 50;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, PriorityQueue<Long>> dueByTopic = new TreeMap<>();
    private final Map<String, Integer> deadLetters = new TreeMap<>();

    /** Begins where the partitions end now. */
    RetryWatch(String bootstrapServers, Set<TopicPartition> partitions) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        LOOK_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        PaymentTopics.RETRIES.forEach(topic -> dueByTopic.put(topic, new PriorityQueue<>()));
    }

    /** Reads what is new. */
    void look() {
        // A poll may bring the records of one broker only.
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(LOOK_MILLIS));
        while (!records.isEmpty()) {
            records.forEach(this::saw);
            records = consumer.poll(Duration.ofMillis(LOOK_MILLIS));
        }
        long now = System.currentTimeMillis();
        for (PriorityQueue<Long> due : dueByTopic.values()) {
            while (!due.isEmpty() && due.peek() <= now) {
                due.remove();
            }
        }
    }

    private void saw(ConsumerRecord<byte[], byte[]> record) {
        PriorityQueue<Long> due = dueByTopic.get(record.topic());
        if (due == null) {
            deadLetters.merge(text(record, "holdfast-reason"), 1, Integer::sum);
        } else {
            due.add(Long.parseLong(text(record, "holdfast-due-at")));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    List<Tier> tiers() {
        long now = System.currentTimeMillis();
        List<Tier> tiers = new ArrayList<>();
        dueByTopic.forEach((topic, due) -> tiers.add(
                new Tier(topic, due.size(), due.isEmpty() ? OptionalLong.empty() : OptionalLong.of(due.peek() - now))));
        return tiers;
    }

    /** All dead letters written since the beginning, such as {@code not-retryable 12, undecodable 3}. */
    String deadLetters() {
        return deadLetters.entrySet().stream()
                .map(cause -> cause.getKey() + " " + cause.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
