package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** What a source from a queue can be told. */
final class RabbitSourceConfig extends AbstractConfig {
    private static final String QUEUE = "rabbitmq.queue";
    private static final String PREFETCH = "rabbitmq.prefetch.count";

    RabbitSourceConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        QUEUE,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The queue to consume from. It must be there; classic and quorum queues will do.")
                .define(
                        PREFETCH,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 65_535),
                        Importance.MEDIUM,
                        "How many messages RabbitMQ hands to a task before it waits for acknowledgements. Together with"
                                + " max.in.flight it bounds what can be there twice after a crash; the smaller one counts.");
        KeySource.define(keys);
        RabbitConnection.define(keys);
        SourceSettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    String queue() {
        return getString(QUEUE);
    }

    String topic() {
        return getString(SourceSettings.TOPIC);
    }

    int prefetch() {
        return Math.min(getInt(PREFETCH), getInt(SourceSettings.MAX_IN_FLIGHT));
    }

    KeySource key() {
        return KeySource.of(this);
    }
}
