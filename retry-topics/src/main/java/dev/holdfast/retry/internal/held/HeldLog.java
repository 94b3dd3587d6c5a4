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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
    private final String commands;

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
        this.commands = OwnTopics.commands(topic, group);
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
        CompletableFuture<HeldRecords> done = new CompletableFuture<>();
        TopicPartition partition = assign(consumer, source.partition());
        long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
        RestoreReading reading = new RestoreReading(new EntryFormat(source), consumer.position(partition), end, done);
        while (reading.next() >= 0) {
            consumer.poll(POLL).forEach(reading::entry);
            reading.readTo(consumer.position(partition));
        }
        return done.join();
    }

    private TopicPartition assign(Consumer<byte[], byte[]> consumer, int number) {
        TopicPartition partition = new TopicPartition(held, number);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return partition;
    }

    /**
     * Has something done with the first record of a key by whoever owns its partition.
     *
     * @param discards whether it is given up; else it is released
     * @param partition the partition
     * @param offset the record's source offset
     * @param who who wants it
     * @param why why
     * @return the command's offset, by which its answer is found
     * @throws KafkaException if it could not be written; it may be there nevertheless
     */
    public long command(boolean discards, int partition, long offset, String who, String why) {
        EntryFormat format = new EntryFormat(new Source(topic, describe().topicId(), partition));
        Command.Action action = discards ? Command.Action.DISCARD : Command.Action.RELEASE;
        byte[] value = format.command(new Command(action, offset, who, why));
        byte[] key = new EntryKey(EntryKey.COMMAND, offset).bytes();
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            return await(producer.send(new ProducerRecord<>(commands, partition, key, value)), "written to " + commands)
                    .offset();
        }
    }

    /**
     * What came of a command.
     *
     * @param partition the partition
     * @param command the command's offset
     * @return a name of {@link Command.Result}; empty if nothing has yet
     * @throws KafkaException if the topics can't be read
     */
    public Optional<String> answer(int partition, long command) {
        EntryFormat format = new EntryFormat(new Source(topic, describe().topicId(), partition));
        EntryKey wanted = new EntryKey(EntryKey.COMMAND, command);
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            TopicPartition assigned = assign(consumer, partition);
            long end = consumer.endOffsets(List.of(assigned), PATIENCE).getOrDefault(assigned, 0L);
            while (consumer.position(assigned) < end) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                    byte @Nullable [] key = entry.key();
                    byte @Nullable [] value = entry.value();
                    if (key != null && value != null && EntryKey.read(key).equals(wanted)) {
                        return Optional.of(
                                format.readAnswer(command, value).result().name());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private TopicDescription describe() {
        try (Admin admin = Admin.create(clientProperties)) {
            return Objects.requireNonNull(
                    await(admin.describeTopics(List.of(topic)).allTopicNames(), "described")
                            .get(topic));
        }
    }

    private static <T> T await(Future<T> answer, String what) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException("it could not be " + what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
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
