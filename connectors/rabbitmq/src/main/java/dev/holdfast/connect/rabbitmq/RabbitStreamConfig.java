package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What a source from a stream can be told. */
final class RabbitStreamConfig extends AbstractConfig {
    private static final String STREAM = "rabbitmq.stream";
    private static final String START = "rabbitmq.stream.offset";
    private static final String FIRST = "first";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final String START_VALUES =
            "first, an offset, or a time like 2026-01-31T10:00:00Z (some messages that are a little older come, too)";
    private static final int MOST_AHEAD = 65_535;

    RabbitStreamConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        STREAM,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The stream to read. It must be there.")
                .define(
                        START,
                        ConfigDef.Type.STRING,
                        FIRST,
                        ConfigDef.LambdaValidator.with(RabbitStreamConfig::checkStart, () -> START_VALUES),
                        Importance.MEDIUM,
                        "Where to begin as long as there is no offset in Kafka: " + START_VALUES + ".");
        KeySource.define(keys);
        RabbitConnection.define(keys);
        SourceSettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    private static void checkStart(String name, @Nullable Object value) {
        try {
            start(String.valueOf(value));
        } catch (DateTimeParseException e) {
            throw new ConfigException(name, value, "must be " + START_VALUES);
        }
    }

    private static Object start(String text) {
        if (text.equals(FIRST)) {
            return text;
        }
        return NUMBER.matcher(text).matches() ? Long.valueOf(text) : Date.from(Instant.parse(text));
    }

    String stream() {
        return getString(STREAM);
    }

    /** As RabbitMQ takes it: a word, a number or a time. */
    Object start() {
        return start(getString(START));
    }

    String topic() {
        return getString(SourceSettings.TOPIC);
    }

    /** How many messages RabbitMQ sends ahead. */
    int ahead() {
        return Math.min(MOST_AHEAD, getInt(SourceSettings.MAX_IN_FLIGHT));
    }

    KeySource key() {
        return KeySource.of(this);
    }

    Duration timeout() {
        return RabbitConnection.timeout(this);
    }
}
