package dev.holdfast.deadletter.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's clients: what the user decides, such as addresses and credentials, overruled by what the guarantees rest on.
 *
 * @param properties the user's
 * @param producers makes producers; a test puts one that fails between
 */
public record Clients(
        Map<String, Object> properties, Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    private static final Duration TRANSACTION = Duration.ofSeconds(30);
    private static final Duration DELIVERY = Duration.ofSeconds(20);
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration BLOCK = Duration.ofSeconds(10);
    private static final int RETRY_BACKOFF_MS = 5;
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;
    private static final int MAX_POLL_RECORDS = 500;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final Duration FETCH_WAIT = Duration.ofMillis(10);

    /** Copies the properties. */
    public Clients {
        properties = Map.copyOf(properties);
    }

    /**
     * Clients of the real kind.
     *
     * @param properties the user's
     * @return the clients
     */
    public static Clients of(Map<String, Object> properties) {
        return new Clients(properties, KafkaProducer::new);
    }

    /**
     * Whom the clients ask first.
     *
     * @return host:port, comma-separated
     */
    public String bootstrapServers() {
        return String.valueOf(properties.get("bootstrap.servers"));
    }

    Admin admin() {
        return Admin.create(known(AdminClientConfig.configNames()::contains));
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Map<String, Object> consumerConfig() {
        Map<String, Object> config = known(ConsumerConfig.configNames()::contains);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Only where records expire while they are read; see PartitionScan.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        // The client asks for more while the end of a partition is handled. A broker that has no more keeps that fetch
        // until this time is over, and only then does the client ask it for the next partition.
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(FETCH_WAIT));
        return config;
    }

    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> config = known(ProducerConfig.configNames()::contains);
        config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION));
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY));
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST));
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(BLOCK));
        config.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
        // The topics decide how large a record may be, not this client.
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.remove(ProducerConfig.RETRIES_CONFIG);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return producers.apply(config);
    }

    /** Only what a client knows, so that it does not warn of what is meant for another one; and what plug-ins may know. */
    private Map<String, Object> known(Predicate<String> known) {
        Map<String, Object> config = new HashMap<>(properties);
        config.keySet().removeIf(key -> !known.test(key) && isSomeClients(key));
        return config;
    }

    private static boolean isSomeClients(String key) {
        return AdminClientConfig.configNames().contains(key)
                || ConsumerConfig.configNames().contains(key)
                || ProducerConfig.configNames().contains(key);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
