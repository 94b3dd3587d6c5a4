package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The clients' configuration: what the user decides, completed and overruled by what the engine depends on. */
final class ClientConfigs {
    /**
     * One poll shall empty the fetch buffer, because the client sends no fetch to a broker while it holds data of it;
     * with the default of 500 the next fetch begins only with the last slice.
     */
    private static final int MAX_POLL_RECORDS = 5_000;

    /**
     * A broker that has nothing new for the partitions of a fetch keeps it for so long, and the client sends it no other
     * meanwhile. So a partition that was paused, because enough of it is in flight, waits for that when it goes on beside
     * others that are idle; with the default of 500 ms it stood still most of the time.
     */
    private static final int FETCH_MAX_WAIT_MS = 50;

    /**
     * The brokers' assignor that shares each topic. Their default shares all partitions of a group, topic after topic, so that
     * the first instances get the sources and the last ones retry topics, in which nothing waits most of the time.
     */
    private static final String REMOTE_ASSIGNOR = "range";

    /** How long a send may block; metadata is fetched beforehand, so only a full buffer makes it wait. */
    private static final int MAX_BLOCK_MS = 2_000;

    private static final int BATCH_BYTES = 64 * 1024;

    /** How long the broker keeps a transaction open whose producer is silent; readers wait that long for it. */
    private static final int TRANSACTION_TIMEOUT_MS = 30_000;

    /** Who sets one of these asks for the classic protocol: the other one refuses them. */
    private static final Set<String> CLASSIC_ONLY = Set.of(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

    private final AppDefinition app;
    private final boolean consumerProtocol;
    private final Instance instance;
    private final RecordLimits limits;

    ClientConfigs(AppDefinition app, boolean consumerProtocol, Instance instance, RecordLimits limits) {
        this.app = app;
        this.consumerProtocol = consumerProtocol;
        this.instance = instance;
        this.limits = limits;
    }

    RecordLimits limits() {
        return limits;
    }

    static Map<String, Object> admin(AppDefinition app) {
        Map<String, Object> config = app.clients().forAdmin();
        config.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, app.applicationId() + "-admin");
        return config;
    }

    static String bootstrapServers(AppDefinition app) {
        return String.valueOf(app.clients().forAdmin().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    Map<String, Object> consumer(String group, int number) {
        Map<String, Object> config = app.clients().forConsumer();
        config.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, app.applicationId() + "-" + group + "-" + number);
        config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MS);
        boolean classic = !consumerProtocol || CLASSIC_ONLY.stream().anyMatch(config::containsKey);
        config.putIfAbsent(ConsumerConfig.GROUP_PROTOCOL_CONFIG, classic ? "classic" : "consumer");
        if (config.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG).toString().equalsIgnoreCase("classic")) {
            config.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        } else {
            config.putIfAbsent(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, REMOTE_ASSIGNOR);
        }
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }

    /** For an extension that reads its own topics: a consumer without a group. */
    Map<String, Object> reader(String group, int number, IsolationLevel isolation) {
        Map<String, Object> config = consumer(group, number);
        config.keySet().removeAll(CLASSIC_ONLY);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        config.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        config.computeIfPresent(
                ConsumerConfig.CLIENT_ID_CONFIG,
                (key, id) -> id + "-" + isolation.toString().replace('_', '-'));
        return config;
    }

    /** For {@code AT_LEAST_ONCE}. */
    Map<String, Object> producer(String group, int number) {
        Map<String, Object> config = anyProducer(group, number);
        // A batch that was given up and sent again could land behind younger ones.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return config;
    }

    /**
     * For {@code EXACTLY_ONCE}. A batch that is given up aborts its transaction, which must happen before the coordinator
     * does it, so the time-outs stand in one another: request, delivery, transaction.
     */
    Map<String, Object> transactionalProducer(String group, int number) {
        Map<String, Object> config = anyProducer(group, number);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, instance.transactionalId(group, number));
        config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        int transaction = milliseconds(config, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, transaction / 6);
        int request = milliseconds(config, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.max(transaction * 2 / 3, request * 2));
        // The coordinator refuses a transaction until the markers of the last one are written, and the client asks
        // again after this time: with its default of 100 ms, four or five transactions a second were all there was.
        config.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        return config;
    }

    private static int milliseconds(Map<String, Object> config, String key) {
        return Integer.parseInt(String.valueOf(config.get(key)));
    }

    private Map<String, Object> anyProducer(String group, int number) {
        Map<String, Object> config = app.clients().forProducer();
        config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, app.applicationId() + "-" + group + "-" + number);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, limits.maxRequestSize());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With more, a partition whose leader is only just taking over refuses the first batch and takes the second,
        // and the first is out of sequence for ever (observed: right after a topic was created).
        config.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // With one request under way at a time the next batches fill meanwhile: waiting for more would only add to it.
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return config;
    }
}
