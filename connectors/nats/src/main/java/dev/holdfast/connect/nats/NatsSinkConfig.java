package dev.holdfast.connect.nats;

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
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What a sink to JetStream can be told. */
final class NatsSinkConfig extends AbstractConfig {
    private static final String SUBJECT = "nats.subject";
    private static final String SUBJECT_FROM = "nats.subject.from";
    private static final String STREAM = "nats.stream";
    private static final String ACK_TIMEOUT = "nats.publish.ack.timeout.ms";
    private static final String HEADER = "header:";
    private static final String FROM = "constant|topic|key|header:.+";

    NatsSinkConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        SUBJECT,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The subject if nats.subject.from is constant, and of records that lack the key or header that it"
                                + " names. A stream must store it.")
                .define(
                        SUBJECT_FROM,
                        ConfigDef.Type.STRING,
                        "constant",
                        ConfigDef.LambdaValidator.with(NatsSinkConfig::checkFrom, () -> FROM),
                        Importance.MEDIUM,
                        "Where the subject comes from: constant, topic, key, or header:<name>.")
                .define(
                        STREAM,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The stream that must store the message; a message that another one would store is refused. Not set:"
                                + " any stream.")
                .define(
                        ACK_TIMEOUT,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(1L, 3_600_000L),
                        Importance.LOW,
                        "How long to wait for JetStream's acknowledgements of a batch, in milliseconds. Then the connection is"
                                + " given up, and what was not acknowledged is published again.");
        NatsConnection.define(keys);
        RetrySettings.define(keys);
        return ConfigChecks.defineConnectionCheck(keys);
    }

    private static void checkFrom(String name, @Nullable Object value) {
        if (!(value instanceof String text) || !text.matches(FROM)) {
            throw new ConfigException(name, value, "must match " + FROM);
        }
    }

    Duration ackTimeout() {
        return Duration.ofMillis(getLong(ACK_TIMEOUT));
    }

    @Nullable
    String stream() {
        return getString(STREAM);
    }

    String subject(SinkRecord record) {
        String from = getString(SUBJECT_FROM);
        String subject =
                switch (from) {
                    case "constant" -> null;
                    case "topic" -> record.topic();
                    case "key" -> Payloads.text(record.key());
                    default -> Payloads.header(record, from.substring(HEADER.length()));
                };
        return subject == null ? getString(SUBJECT) : subject;
    }
}
