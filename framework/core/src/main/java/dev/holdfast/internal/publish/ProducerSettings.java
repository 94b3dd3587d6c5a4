package dev.holdfast.internal.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the publishers' producer is configured with: the user's keys, under those that keep its promises. */
final class ProducerSettings {
    private static final int TRANSACTION_DELIVERY_MS = 20_000;
    private static final int TRANSACTION_RESERVE_MS = 10_000;

    private final Map<String, Object> config;
    private final ProducerConfig parsed;

    ProducerSettings(Map<String, Object> user, String applicationId) {
        config = new HashMap<>();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, applicationId + "-publisher");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
        // A topic that is forgotten would have to be looked up again on the caller's thread.
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        config.putAll(user);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        parsed = new ProducerConfig(config);
    }

    Map<String, Object> config() {
        return new HashMap<>(config);
    }

    /**
     * For transactions. A send is given up before its transaction times out, so that the abort is the client's; and
     * questions to the coordinator are repeated soon, as each transaction waits for the end of the last one.
     */
    Map<String, Object> transactional(String transactionalId) {
        Map<String, Object> transactional = config();
        transactional.put(
                ProducerConfig.CLIENT_ID_CONFIG, config.get(ProducerConfig.CLIENT_ID_CONFIG) + "-transactions");
        transactional.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        transactional.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5L);
        ProducerConfig given = new ProducerConfig(transactional);
        int shortest = given.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)
                + given.getLong(ProducerConfig.LINGER_MS_CONFIG).intValue();
        int delivery = Math.max(TRANSACTION_DELIVERY_MS, shortest);
        transactional.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        transactional.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, delivery + TRANSACTION_RESERVE_MS);
        transactional.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return transactional;
    }

    int maxRequestSize() {
        return parsed.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    }

    int deliveryTimeoutMs() {
        return parsed.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    }
}
