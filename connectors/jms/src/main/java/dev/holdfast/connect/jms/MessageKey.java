package dev.holdfast.connect.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What of a message becomes the record's key: the text of the configuration. */
record MessageKey(String text) {
    private static final String PROPERTY = "property:";
    private static final Pattern ALLOWED = Pattern.compile("none|group-id|message-id|correlation-id|property:.+");

    static final ConfigDef.Validator VALIDATOR = ConfigDef.LambdaValidator.with(
            (name, value) -> {
                if (!(value instanceof String text) || !ALLOWED.matcher(text).matches()) {
                    throw new ConfigException(name, value, "must match " + ALLOWED.pattern());
                }
            },
            ALLOWED::pattern);

    @Nullable
    String keyOf(Message message) throws JMSException {
        return switch (text) {
            case "none" -> null;
            case "group-id" -> message.getStringProperty("JMSXGroupID");
            case "message-id" -> message.getJMSMessageID();
            case "correlation-id" -> message.getJMSCorrelationID();
            default -> message.getStringProperty(text.substring(PROPERTY.length()));
        };
    }
}
