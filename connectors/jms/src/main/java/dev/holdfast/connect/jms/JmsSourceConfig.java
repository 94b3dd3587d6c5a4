package dev.holdfast.connect.jms;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** What a source can be told. */
final class JmsSourceConfig extends AbstractConfig {
    static final String DESTINATION = "jms.destination.name";
    private static final String DESTINATION_TYPE = "jms.destination.type";
    private static final String SELECTOR = "jms.message.selector";
    private static final String DURABLE = "jms.subscription.durable";
    private static final String SHARED = "jms.subscription.shared";
    private static final String SUBSCRIPTION = "jms.subscription.name";
    private static final String CLIENT_ID = "jms.client.id";
    private static final String KEY = "jms.key";
    private static final String REJECTED = "jms.rejected.queue";

    JmsSourceConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        DESTINATION,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The queue or topic to read.")
                .define(
                        DESTINATION_TYPE,
                        ConfigDef.Type.STRING,
                        "queue",
                        ConfigDef.ValidString.in("queue", "topic"),
                        Importance.HIGH,
                        "Whether that is a queue or a topic.")
                .define(
                        SELECTOR,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "A condition on properties of messages, as JMS has it; others are not read.")
                .define(
                        DURABLE,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "For a topic: whether the broker keeps messages while no task is connected. Without that they are"
                                + " lost then.")
                .define(
                        SHARED,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "For a topic of Artemis: whether several tasks share a subscription. ActiveMQ Classic has no such"
                                + " subscriptions; there a topic has one task.")
                .define(
                        SUBSCRIPTION,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The name of a durable or shared subscription.")
                .define(
                        CLIENT_ID,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The client id, which a durable subscription that is not shared needs.")
                .define(
                        KEY,
                        ConfigDef.Type.STRING,
                        "group-id",
                        MessageKey.VALIDATOR,
                        Importance.MEDIUM,
                        "What becomes the record's key, and with that decides its partition: none, group-id (JMSXGroupID),"
                                + " message-id, correlation-id, or property:<name>.")
                .define(
                        REJECTED,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The queue that a message is moved to which on.dropped=reject refuses, or which carries a Java object."
                                + " Without it, a message with an object stops the task.");
        JmsAddress.define(keys);
        SourceSettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    /** Reports at their keys values that don't fit each other. */
    static void checkTogether(Map<String, ConfigValue> values) {
        boolean topic = "topic".equals(value(values, DESTINATION_TYPE));
        boolean durable = Boolean.TRUE.equals(value(values, DURABLE));
        boolean shared = Boolean.TRUE.equals(value(values, SHARED));
        if (topic && (durable || shared) && value(values, SUBSCRIPTION) == null) {
            report(values, SUBSCRIPTION, "a durable or shared subscription needs a name");
        }
        if (topic && durable && !shared && value(values, CLIENT_ID) == null) {
            report(values, CLIENT_ID, "a durable subscription that is not shared needs a client id");
        }
        if (topic && shared && "activemq".equals(value(values, JmsAddress.PROVIDER))) {
            report(values, SHARED, "ActiveMQ Classic has no shared subscriptions");
        }
        if ("reject".equals(value(values, SourceSettings.ON_DROPPED)) && value(values, REJECTED) == null) {
            report(values, REJECTED, "on.dropped=reject needs a queue to move messages to");
        }
    }

    private static @Nullable Object value(Map<String, ConfigValue> values, String key) {
        ConfigValue value = values.get(key);
        return value == null ? null : value.value();
    }

    private static void report(Map<String, ConfigValue> values, String key, String message) {
        ConfigValue value = values.get(key);
        if (value != null) {
            value.addErrorMessage(message);
        }
    }

    JmsAddress address() {
        return JmsAddress.of(this, isTopic() && isDurable() && !isShared() ? getString(CLIENT_ID) : null);
    }

    String destination() {
        return getString(DESTINATION);
    }

    boolean isTopic() {
        return "topic".equals(getString(DESTINATION_TYPE));
    }

    @Nullable
    String selector() {
        return getString(SELECTOR);
    }

    boolean isDurable() {
        return getBoolean(DURABLE);
    }

    boolean isShared() {
        return getBoolean(SHARED);
    }

    @Nullable
    String subscription() {
        return getString(SUBSCRIPTION);
    }

    MessageKey key() {
        return new MessageKey(getString(KEY));
    }

    @Nullable
    String rejectedQueue() {
        return getString(REJECTED);
    }

    String topic() {
        return getString(SourceSettings.TOPIC);
    }

    int window() {
        return getInt(SourceSettings.MAX_IN_FLIGHT);
    }
}
