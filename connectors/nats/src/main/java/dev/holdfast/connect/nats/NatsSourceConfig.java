package dev.holdfast.connect.nats;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What a source from NATS can be told. */
final class NatsSourceConfig extends AbstractConfig {
    static final String STREAM = "nats.stream";
    static final String SUBJECT = "nats.subject";
    static final String MODE = "nats.mode";
    static final String DURABLE = "nats.durable.name";
    private static final String QUEUE_GROUP = "nats.queue.group";
    private static final String ACK_WAIT = "nats.ack.wait.ms";
    private static final String START = "nats.start.sequence";
    private static final String KEY = "nats.key";
    private static final String HEADER = "header:";
    private static final Pattern KEYS = Pattern.compile("none|subject|header:.+");

    NatsSourceConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        MODE,
                        ConfigDef.Type.STRING,
                        "sequence",
                        ConfigChecks.oneOf(SourceMode.class),
                        Importance.HIGH,
                        "sequence: one task reads the stream in order; its sequence numbers are the connector's offsets, so"
                                + " delivery is exactly once on a worker with exactly-once support. durable: a durable"
                                + " consumer shares the stream among tasks; at least once; needed for streams with"
                                + " work-queue or interest retention. core: a subscription without JetStream; at most once.")
                .define(
                        STREAM,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The stream, which must be there. Required unless nats.mode is core.")
                .define(
                        SUBJECT,
                        ConfigDef.Type.STRING,
                        ">",
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "Which subjects to read; * and > are wildcards.")
                .define(
                        DURABLE,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The durable consumer's name. Required if nats.mode is durable.")
                .define(
                        QUEUE_GROUP,
                        ConfigDef.Type.STRING,
                        "holdfast",
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The queue group that tasks share if nats.mode is core.")
                .define(
                        ACK_WAIT,
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.between(1_000L, 3_600_000L),
                        Importance.MEDIUM,
                        "If nats.mode is durable: after how many milliseconds without a sign of life a message is delivered"
                                + " again. While a task waits for Kafka it gives such signs.")
                .define(
                        START,
                        ConfigDef.Type.LONG,
                        1L,
                        Range.atLeast(1L),
                        Importance.LOW,
                        "If nats.mode is sequence: the first sequence number to read, as long as there is no offset.")
                .define(
                        KEY,
                        ConfigDef.Type.STRING,
                        "subject",
                        ConfigDef.LambdaValidator.with(NatsSourceConfig::checkKey, KEYS::pattern),
                        Importance.MEDIUM,
                        "What becomes the record's key, and with that decides its partition: none, subject, or"
                                + " header:<name>.");
        NatsConnection.define(keys);
        SourceSettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    static SourceMode mode(Map<String, String> given) {
        String mode = given.getOrDefault(MODE, "sequence").toUpperCase(Locale.ROOT);
        for (SourceMode known : SourceMode.values()) {
            if (known.name().equals(mode)) {
                return known;
            }
        }
        return SourceMode.DURABLE; // a wrong value, which the check of the configuration reports
    }

    private static void checkKey(String name, @Nullable Object value) {
        if (!(value instanceof String text) || !KEYS.matcher(text).matches()) {
            throw new ConfigException(name, value, "must match " + KEYS.pattern());
        }
    }

    SourceMode mode() {
        return mode(originalsStrings());
    }

    String stream() {
        return getString(STREAM);
    }

    String subject() {
        return getString(SUBJECT);
    }

    String durable() {
        return getString(DURABLE);
    }

    String queueGroup() {
        return getString(QUEUE_GROUP);
    }

    Duration ackWait() {
        return Duration.ofMillis(getLong(ACK_WAIT));
    }

    long startSequence() {
        return getLong(START);
    }

    int maxInFlight() {
        return getInt(SourceSettings.MAX_IN_FLIGHT);
    }

    String topic() {
        return getString(SourceSettings.TOPIC);
    }

    @Nullable
    String keyOf(Message message) {
        String key = getString(KEY);
        return switch (key) {
            case "none" -> null;
            case "subject" -> message.getSubject();
            default -> message.hasHeaders() ? message.getHeaders().getFirst(key.substring(HEADER.length())) : null;
        };
    }
}
