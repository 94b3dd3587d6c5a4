package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Delivery;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What of a message becomes the record's key: the text of the configuration. */
record KeySource(String text) {
    private static final String KEY = "rabbitmq.key";
    private static final String HEADER = "header:";
    private static final Pattern ALLOWED = Pattern.compile("none|routing-key|message-id|correlation-id|header:.+");

    private static final ConfigDef.Validator VALIDATOR = ConfigDef.LambdaValidator.with(
            (name, value) -> {
                if (!(value instanceof String text) || !ALLOWED.matcher(text).matches()) {
                    throw new ConfigException(name, value, "must match " + ALLOWED.pattern());
                }
            },
            ALLOWED::pattern);

    static void define(ConfigDef keys) {
        keys.define(
                KEY,
                ConfigDef.Type.STRING,
                "routing-key",
                VALIDATOR,
                Importance.MEDIUM,
                "What becomes the record's key, and with that decides its partition: none, routing-key, message-id,"
                        + " correlation-id, or header:<name>.");
    }

    static KeySource of(AbstractConfig config) {
        return new KeySource(config.getString(KEY));
    }

    @Nullable
    String keyOf(Delivery message) {
        return switch (text) {
            case "none" -> null;
            case "routing-key" -> message.getEnvelope().getRoutingKey();
            case "message-id" -> message.getProperties().getMessageId();
            case "correlation-id" -> message.getProperties().getCorrelationId();
            default -> header(message, text.substring(HEADER.length()));
        };
    }

    private static @Nullable String header(Delivery message, String name) {
        Map<String, Object> headers = message.getProperties().getHeaders();
        Object value = headers == null ? null : headers.get(name);
        return value == null ? null : value.toString();
    }
}
