package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.Payloads;
import dev.holdfast.connect.RetrySettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What a sink to an exchange can be told. */
final class RabbitSinkConfig extends AbstractConfig {
    private static final String EXCHANGE = "rabbitmq.exchange";
    private static final String ROUTING_KEY = "rabbitmq.routing.key";
    private static final String ROUTING_KEY_FROM = "rabbitmq.routing.key.from";
    private static final String DELIVERY_MODE = "rabbitmq.delivery.mode";
    private static final String ACK_TIMEOUT = "rabbitmq.publish.ack.timeout.ms";
    private static final String HEADER = "header:";
    private static final String FROM = "constant|topic|key|header:.+";

    RabbitSinkConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        EXCHANGE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The exchange to publish to, which must be there. Empty: the default exchange, which takes the routing"
                                + " key for the name of a queue.")
                .define(
                        ROUTING_KEY,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The routing key if rabbitmq.routing.key.from is constant, and of records that lack the key or header"
                                + " that it names.")
                .define(
                        ROUTING_KEY_FROM,
                        ConfigDef.Type.STRING,
                        "constant",
                        ConfigDef.LambdaValidator.with(RabbitSinkConfig::checkFrom, () -> FROM),
                        Importance.MEDIUM,
                        "Where the routing key comes from: constant, topic, key, or header:<name>.")
                .define(
                        DELIVERY_MODE,
                        ConfigDef.Type.STRING,
                        "PERSISTENT",
                        ConfigDef.CaseInsensitiveValidString.in("PERSISTENT", "TRANSIENT"),
                        Importance.MEDIUM,
                        "PERSISTENT messages survive a restart of RabbitMQ in a durable queue; TRANSIENT ones can be lost in"
                                + " it although RabbitMQ has confirmed them.")
                .define(
                        ACK_TIMEOUT,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.between(1L, 3_600_000L),
                        Importance.LOW,
                        "How long to wait for RabbitMQ's confirmations of a batch, in milliseconds. Then the connection is"
                                + " given up, and what was not confirmed is published again.");
        RabbitConnection.define(keys);
        RetrySettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    private static void checkFrom(String name, @Nullable Object value) {
        if (!(value instanceof String text) || !text.matches(FROM)) {
            throw new ConfigException(name, value, "must match " + FROM);
        }
    }

    String exchange() {
        return getString(EXCHANGE);
    }

    boolean persistent() {
        return "PERSISTENT".equalsIgnoreCase(getString(DELIVERY_MODE));
    }

    Duration ackTimeout() {
        return Duration.ofMillis(getLong(ACK_TIMEOUT));
    }

    /** The routing key of a record; a {@link DataException} if it is longer than AMQP allows. */
    String routingKey(SinkRecord record) {
        String from = getString(ROUTING_KEY_FROM);
        String key =
                switch (from) {
                    case "constant" -> null;
                    case "topic" -> record.topic();
                    case "key" -> Payloads.text(record.key());
                    default -> Payloads.header(record, from.substring(HEADER.length()));
                };
        String routingKey = key == null ? getString(ROUTING_KEY) : key;
        if (routingKey.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 255) {
            throw new DataException("The routing key has more than 255 bytes");
        }
        return routingKey;
    }
}
