package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.Payloads;
import dev.holdfast.connect.RetrySettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What a sink to ZeroMQ can be told. */
final class ZmqSinkConfig extends AbstractConfig {
    private static final String SOCKET = "zeromq.socket";
    private static final String TOPIC_FROM = "zeromq.topic.from";
    private static final String ACK_TIMEOUT = "zeromq.ack.timeout.ms";
    private static final String SEND_TIMEOUT = "zeromq.send.timeout.ms";
    private static final String MAX_UNANSWERED = "zeromq.max.unanswered";
    private static final String HEADER = "header:";
    private static final Pattern FROM = Pattern.compile("topic|key|header:.+");

    ZmqSinkConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        SOCKET,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.oneOf(SinkSocket.class),
                        Importance.HIGH,
                        "dealer: a record is written when the peer, a ROUTER socket, has answered for it, and sent again"
                                + " until then; at least once. push, pub: a record is written when the socket has taken it;"
                                + " at most once towards the peer.")
                .define(
                        TOPIC_FROM,
                        ConfigDef.Type.STRING,
                        "topic",
                        ConfigDef.LambdaValidator.with(ZmqSinkConfig::checkFrom, FROM::pattern),
                        Importance.MEDIUM,
                        "If zeromq.socket is pub: what subscribers choose by: topic (Kafka's), key, or header:<name>. A record"
                                + " without it has the empty topic.")
                .define(
                        ACK_TIMEOUT,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(100L, 3_600_000L),
                        Importance.MEDIUM,
                        "If zeromq.socket is dealer: how long to wait for some answer, in milliseconds. Then the connection is"
                                + " made again, and what was not answered is sent again.")
                .define(
                        MAX_UNANSWERED,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "If zeromq.socket is dealer: how many messages are sent before their answers are waited for.")
                .define(
                        SEND_TIMEOUT,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "How long to wait for a place in the socket's buffer, in milliseconds: until a peer is connected, and"
                                + " reads. Then the connection is made again and the record is tried again.");
        ZmqLink.define(keys);
        return RetrySettings.define(keys);
    }

    private static void checkFrom(String name, @Nullable Object value) {
        if (!(value instanceof String text) || !FROM.matcher(text).matches()) {
            throw new ConfigException(name, value, "must match " + FROM.pattern());
        }
    }

    SinkSocket socket() {
        return SinkSocket.valueOf(getString(SOCKET).toUpperCase(Locale.ROOT));
    }

    Duration ackTimeout() {
        return Duration.ofMillis(getLong(ACK_TIMEOUT));
    }

    int sendTimeoutMs() {
        return getInt(SEND_TIMEOUT);
    }

    int maxUnanswered() {
        return getInt(MAX_UNANSWERED);
    }

    /** The first frame of what is published. */
    String topicOf(SinkRecord record) {
        String from = getString(TOPIC_FROM);
        String topic =
                switch (from) {
                    case "topic" -> record.topic();
                    case "key" -> Payloads.text(record.key());
                    default -> Payloads.header(record, from.substring(HEADER.length()));
                };
        return topic == null ? "" : topic;
    }
}
