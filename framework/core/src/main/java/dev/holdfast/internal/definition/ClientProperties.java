package dev.holdfast.internal.definition;

import java.util.HashMap;
import java.util.Map;

/**
 * What the user wants Kafka's clients to be configured with, checked against what the engine must decide itself.
 *
 * @param common for all clients
 * @param consumer for consumers, over {@code common}
 * @param producer for producers, over {@code common}
 * @param admin for admin clients, over {@code common}
 */
public record ClientProperties(
        Map<String, Object> common,
        Map<String, Object> consumer,
        Map<String, Object> producer,
        Map<String, Object> admin) {
    /** Copies the maps. */
    public ClientProperties {
        common = Map.copyOf(common);
        consumer = Map.copyOf(consumer);
        producer = Map.copyOf(producer);
        admin = Map.copyOf(admin);
    }

    /**
     * The configuration of a consumer as far as the user decides it.
     *
     * @return a new map
     */
    public Map<String, Object> forConsumer() {
        return merged(consumer);
    }

    /**
     * The configuration of a producer as far as the user decides it.
     *
     * @return a new map
     */
    public Map<String, Object> forProducer() {
        return merged(producer);
    }

    /**
     * The configuration of an admin client as far as the user decides it.
     *
     * @return a new map
     */
    public Map<String, Object> forAdmin() {
        return merged(admin);
    }

    private Map<String, Object> merged(Map<String, Object> special) {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(special);
        return all;
    }
}
