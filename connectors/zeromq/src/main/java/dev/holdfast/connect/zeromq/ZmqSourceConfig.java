package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.ConfigChecks;
import dev.holdfast.connect.SourceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What a source from ZeroMQ can be told. */
final class ZmqSourceConfig extends AbstractConfig {
    static final String SOCKET = "zeromq.socket";
    static final String SEQUENCE = "zeromq.sequence.frame";
    private static final String TOPICS = "zeromq.topics";

    ZmqSourceConfig(Map<String, String> given) {
        super(keys(), given, false);
    }

    static ConfigDef keys() {
        ConfigDef keys = new ConfigDef()
                .define(
                        SOCKET,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.oneOf(SourceSocket.class),
                        Importance.HIGH,
                        "router: takes what DEALER and REQ sockets send, and answers when Kafka has it; at least once, for"
                                + " clients that send again until they are answered. pull, sub: take what PUSH and PUB"
                                + " sockets send; at most once, whatever the worker does.")
                .define(
                        TOPICS,
                        ConfigDef.Type.LIST,
                        "",
                        Importance.HIGH,
                        "If zeromq.socket is sub: how the topics begin that are subscribed to, joined by commas. Empty: all.")
                .define(
                        SEQUENCE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "If zeromq.socket is pull or sub: whether messages carry a frame with their number, so that missing"
                                + " ones can be counted. There is one task then.");
        ZmqLink.define(keys);
        return SourceSettings.define(keys);
    }

    /** Whether that socket was asked for; any other text is reported when the configuration is checked. */
    static boolean isSocket(Map<String, String> given, SourceSocket socket) {
        return socket.name().toLowerCase(Locale.ROOT).equals(given.get(SOCKET));
    }

    SourceSocket socket() {
        return SourceSocket.valueOf(getString(SOCKET).toUpperCase(Locale.ROOT));
    }

    String endpoint() {
        return getString(ZmqLink.ENDPOINT);
    }

    List<String> topics() {
        List<String> topics = getList(TOPICS);
        return topics.isEmpty() ? List.of("") : topics;
    }

    boolean hasSequence() {
        return getBoolean(SEQUENCE);
    }

    int maxInFlight() {
        return getInt(SourceSettings.MAX_IN_FLIGHT);
    }

    String topic() {
        return getString(SourceSettings.TOPIC);
    }
}
