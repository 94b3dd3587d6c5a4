package dev.holdfast.internal.definition;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** For which of Kafka's clients a property is meant. */
enum ClientSection {
    COMMON("client", ""),
    CONSUMER("consumer", "consumer."),
    PRODUCER("producer", "producer."),
    ADMIN("admin", "admin.");

    private final String label;
    private final String prefix;

    ClientSection(String label, String prefix) {
        this.label = label;
        this.prefix = prefix;
    }

    /** The section of a settings key that follows {@code holdfast.client.}. */
    static ClientSection of(String key) {
        for (ClientSection section : List.of(CONSUMER, PRODUCER, ADMIN)) {
            if (key.startsWith(section.prefix)) {
                return section;
            }
        }
        return COMMON;
    }

    String label() {
        return label;
    }

    String prefix() {
        return prefix;
    }

    /** How Kafka itself defines a key; empty if no client of the section has it. */
    Optional<ConfigKey> definition(String key) {
        return definitions().stream()
                .map(definition -> definition.configKeys().get(key))
                .filter(found -> found != null)
                .findFirst();
    }

    private List<ConfigDef> definitions() {
        return switch (this) {
            case COMMON ->
                List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());
            case CONSUMER -> List.of(ConsumerConfig.configDef());
            case PRODUCER -> List.of(ProducerConfig.configDef());
            case ADMIN -> List.of(AdminClientConfig.configDef());
        };
    }
}
