package dev.holdfast.connect.jms;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.RetrySettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** What a sink can be told. */
final class JmsSinkConfig extends AbstractConfig {
    private static final String NAME = "name";
    private static final String DESTINATION = "jms.destination.name";
    private static final String DESTINATION_TYPE = "jms.destination.type";
    private static final String MESSAGE_TYPE = "jms.message.type";
    private static final String DELIVERY_MODE = "jms.delivery.mode";
    private static final String GROUP_ID_FROM = "jms.group.id.from";
    private static final String STATE_QUEUE = "jms.state.queue";
    private static final String FROM = "none|key|header:.+";

    JmsSinkConfig(Map<String, String> given) {
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
                        "The queue or topic to write to.")
                .define(
                        DESTINATION_TYPE,
                        ConfigDef.Type.STRING,
                        "queue",
                        ConfigDef.ValidString.in("queue", "topic"),
                        Importance.HIGH,
                        "Whether that is a queue or a topic.")
                .define(
                        MESSAGE_TYPE,
                        ConfigDef.Type.STRING,
                        "auto",
                        ConfigDef.ValidString.in("auto", "text", "bytes"),
                        Importance.MEDIUM,
                        "What messages are: text, bytes, or auto for text messages of texts and bytes messages of bytes.")
                .define(
                        DELIVERY_MODE,
                        ConfigDef.Type.STRING,
                        "PERSISTENT",
                        ConfigDef.CaseInsensitiveValidString.in("PERSISTENT", "NON_PERSISTENT"),
                        Importance.MEDIUM,
                        "PERSISTENT messages survive a restart of the broker; NON_PERSISTENT ones are lost in it.")
                .define(
                        GROUP_ID_FROM,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.LambdaValidator.with(JmsSinkConfig::checkFrom, () -> FROM),
                        Importance.MEDIUM,
                        "What becomes the message group (JMSXGroupID), whose messages the broker gives to one consumer in their"
                                + " order: none, key, or header:<name>.")
                .define(
                        STATE_QUEUE,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "For ActiveMQ Classic: the beginning of the names of queues in which the sink keeps, in the same"
                                + " transaction as its messages, the position in each partition; a record is then written once."
                                + " Without it, records are written at least once. Artemis needs none.");
        JmsAddress.define(keys);
        RetrySettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    /** Reports at their keys values that don't fit each other. */
    static void checkTogether(Map<String, ConfigValue> values) {
        ConfigValue state = values.get(STATE_QUEUE);
        ConfigValue provider = values.get(JmsAddress.PROVIDER);
        if (state != null && state.value() != null && provider != null && "artemis".equals(provider.value())) {
            state.addErrorMessage("Artemis tells repetitions by their ids and needs no queue for positions");
        }
    }

    private static void checkFrom(String name, @Nullable Object value) {
        if (!(value instanceof String text) || !text.matches(FROM)) {
            throw new ConfigException(name, value, "must match " + FROM);
        }
    }

    JmsAddress address() {
        return JmsAddress.of(this, null);
    }

    /** The connector's name, which positions and ids begin with. */
    String connector() {
        return originalsStrings().getOrDefault(NAME, "");
    }

    String destination() {
        return getString(DESTINATION);
    }

    boolean isTopic() {
        return "topic".equals(getString(DESTINATION_TYPE));
    }

    /** {@code auto}, {@code text} or {@code bytes}. */
    String messageType() {
        return getString(MESSAGE_TYPE);
    }

    boolean isPersistent() {
        return "PERSISTENT".equalsIgnoreCase(getString(DELIVERY_MODE));
    }

    /** {@code none}, {@code key} or {@code header:<name>}. */
    String groupIdFrom() {
        return getString(GROUP_ID_FROM);
    }

    @Nullable
    String stateQueue() {
        return getString(STATE_QUEUE);
    }
}
