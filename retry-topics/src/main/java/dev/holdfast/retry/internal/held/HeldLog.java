package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.OwnTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The held keys of a group as its held topic tells them, for whoever does not own them: read as by an owner that takes over, but
 * from the beginning, because only owners know from where on they need to. Thread-safe.
 */
public final class HeldLog {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, Object> clientProperties;
    private final String topic;
    private final String held;

    /**
     * Names the log; nothing is connected yet.
     *
     * @param clientProperties what Kafka's clients need
     * @param topic the handled topic
     * @param group the group that handles it
     */
    public HeldLog(Map<String, ?> clientProperties, String topic, String group) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.topic = topic;
        this.held = OwnTopics.held(topic, group);
    }

    /**
     * A held key.
     *
     * @param partition the source's partition
     * @param key its bytes; empty for a record without a key
     * @param offset the offset of its first record in the source
     * @param lastOffset that of its last one
     * @param records how many records are held
     * @param failure why the first one waits; null if it has not failed yet
     */
    public record Found(
            int partition,
            Optional<byte[]> key,
            long offset,
            long lastOffset,
            int records,
            @Nullable Waiting failure) {}

    /**
     * Why the first record of a key waits.
     *
     * @param attempts how many attempts were made
     * @param firstFailedAt when it failed first
     * @param dueAt when it is tried again
     * @param reason why, as in failure headers
     * @param exceptionClass the exception's class; empty if there was none
     * @param message what it said
     */
    public record Waiting(
            int attempts, Instant firstFailedAt, Instant dueAt, String reason, String exceptionClass, String message) {}

    /**
     * Reads what is held now.
     *
     * @return all keys, in no particular order
     * @throws KafkaException if the topics can't be read
     */
    public List<Found> read() {
        List<Found> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            TopicDescription source = describe();
            for (int i = 0; i < source.partitions().size(); i++) {
                Source of = new Source(topic, source.topicId(), i);
                int partition = i;
                read(consumer, of).keys().forEach((key, queue) -> found.add(found(partition, key, queue)));
            }
        }
        return found;
    }

    private static Found found(int partition, HeldKey key, HeldQueue queue) {
        Schedule schedule = queue.schedule();
        Waiting waiting = schedule == null
                ? null
                : new Waiting(
                        schedule.attempts(),
                        schedule.firstFailedAt(),
                        schedule.dueAt(),
                        schedule.failure().reason(),
                        schedule.failure().exceptionClass(),
                        schedule.failure().message());
        return new Found(
                partition, Optional.ofNullable(key.bytes()), queue.head(), queue.last(), queue.size(), waiting);
    }

    private HeldRecords read(Consumer<byte[], byte[]> consumer, Source source) {
        TopicPartition partition = new TopicPartition(held, source.partition());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
        CompletableFuture<HeldRecords> done = new CompletableFuture<>();
        HeldReading reading = new RestoreReading(new EntryFormat(source), consumer.position(partition), end, done);
        while (reading.next() >= 0) {
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                reading.entry(entry);
            }
            reading.readTo(consumer.position(partition));
        }
        return done.join();
    }

    private TopicDescription describe() {
        try (Admin admin = Admin.create(clientProperties)) {
            return Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            throw new KafkaException("the topic " + topic + " can't be described", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
