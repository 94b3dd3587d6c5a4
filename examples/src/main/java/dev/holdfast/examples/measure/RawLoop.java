package dev.holdfast.examples.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a careful person writes by hand: poll, handle, commit once a second. */
public final class RawLoop implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, Object> config;
    private final String topic;
    private final long records;
    private final Consumer<byte[]> handler;

    /**
     * Creates a loop; it begins when it is run.
     *
     * @param config the consumer's, deserializers excepted
     * @param topic what to read
     * @param records after how many it ends
     * @param handler gets each record's value
     */
    public RawLoop(Map<String, Object> config, String topic, long records, Consumer<byte[]> handler) {
        this.config = config;
        this.topic = topic;
        this.records = records;
        this.handler = handler;
    }

    /**
     * A consumer's configuration: what Holdfast sets, too.
     *
     * @param bootstrapServers where the brokers are
     * @param group the consumer group
     * @return the configuration, deserializers excepted
     */
    public static Map<String, Object> consumer(String bootstrapServers, String group) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                5_000);
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long handled = 0;
            long committedAt = System.nanoTime();
            while (handled < records) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    handler.accept(record.value());
                    handled++;
                }
                if (System.nanoTime() - committedAt > COMMIT_NANOS) {
                    consumer.commitAsync();
                    committedAt = System.nanoTime();
                }
            }
            consumer.commitSync();
        }
    }
}
