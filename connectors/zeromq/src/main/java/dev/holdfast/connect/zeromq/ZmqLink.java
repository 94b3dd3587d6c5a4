package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.ConfigChecks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Where the peers are, and how sockets to them are made. */
final class ZmqLink {
    static final String ENDPOINT = "zeromq.endpoint";
    static final String BIND = "zeromq.bind";
    private static final String HIGH_WATER_MARK = "zeromq.high.water.mark";
    private static final String MESSAGE_MAX_BYTES = "zeromq.message.max.bytes";
    private static final String HEARTBEAT = "zeromq.heartbeat.ms";
    private static final String CURVE = "zeromq.curve";
    private static final String SECRET_KEY = "zeromq.curve.secret.key";
    private static final String PUBLIC_KEY = "zeromq.curve.public.key";
    private static final String SERVER_KEY = "zeromq.curve.server.key";
    private static final String CLIENT_KEYS = "zeromq.curve.client.keys";

    /** Other transports are not the same in JeroMQ and libzmq, or do not leave the worker. */
    private static final Pattern TCP = Pattern.compile("tcp://(\\*|[^\\s:*]+|\\[[0-9a-fA-F:.]+]):\\d{1,5}");

    private static final Pattern Z85 = Pattern.compile("[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{40}");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final long LARGEST = 16L * 1024 * 1024;
    private static final int UNANSWERED_HEARTBEATS = 2;

    /** JeroMQ's handshakes with libzmq get stuck now and then; by default nobody would try again for half a minute. */
    private static final int HANDSHAKE_MS = 2_000;

    private static final int RECONNECT_MS = 100;
    private static final int RECONNECT_MAX_MS = 2_000;

    private ZmqLink() {}

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        ENDPOINT,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(
                                ZmqLink::checkEndpoint, () -> "tcp://host:port, joined by commas"),
                        Importance.HIGH,
                        "Where the peers are, or where they connect to if zeromq.bind is true: tcp://host:port, joined by"
                                + " commas. An address of the worker is meant there, * is all of them.")
                .define(
                        BIND,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.HIGH,
                        "Whether peers connect to the task, and not the task to them. There is one task then.")
                .define(
                        HIGH_WATER_MARK,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 1_000_000),
                        Importance.MEDIUM,
                        "How many messages a socket buffers for each peer and direction. A sender that reaches it waits or"
                                + " drops messages, as its pattern has it.")
                .define(
                        MESSAGE_MAX_BYTES,
                        ConfigDef.Type.LONG,
                        LARGEST,
                        Range.between(1L, Integer.MAX_VALUE),
                        Importance.LOW,
                        "The largest frame that is taken; the connection of a peer that sends a larger one is closed.")
                .define(
                        HEARTBEAT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 3_600_000),
                        Importance.LOW,
                        "Milliseconds between heartbeats. A connection on which two are not answered is given up and made"
                                + " again.")
                .define(
                        CURVE,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigChecks.oneOf(CurveRole.class),
                        Importance.MEDIUM,
                        "CURVE: none, server (peers know our public key) or client (we know the peer's). It does not depend on"
                                + " who binds.")
                .define(
                        SECRET_KEY,
                        ConfigDef.Type.PASSWORD,
                        null,
                        ConfigDef.LambdaValidator.with(ZmqLink::checkSecretKey, () -> "40 characters of Z85"),
                        Importance.MEDIUM,
                        "Our secret key, as 40 characters of Z85. Required with CURVE.")
                .define(
                        PUBLIC_KEY,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(ZmqLink::checkKeys, () -> "40 characters of Z85"),
                        Importance.MEDIUM,
                        "The public key that belongs to it. Required with CURVE as client.")
                .define(
                        SERVER_KEY,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(ZmqLink::checkKeys, () -> "40 characters of Z85"),
                        Importance.MEDIUM,
                        "The peer's public key. Required with CURVE as client.")
                .define(
                        CLIENT_KEYS,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(ZmqLink::checkKeys, () -> "40 characters of Z85 each"),
                        Importance.MEDIUM,
                        "With CURVE as server: the public keys of the peers that may connect, joined by spaces. Not set:"
                                + " whoever knows our public key.");
    }

    /** Reports keys that are missing for the role that was asked for. */
    static void checkRole(Config config, Map<String, String> given) {
        String role = given.getOrDefault(CURVE, "none");
        boolean server = "server".equals(role);
        boolean client = "client".equals(role);
        String when = "is required if " + CURVE + " is " + role;
        requireIf(server || client, config, given, SECRET_KEY, when);
        requireIf(client, config, given, PUBLIC_KEY, when);
        requireIf(client, config, given, SERVER_KEY, when);
    }

    private static void requireIf(
            boolean needed, Config config, Map<String, String> given, String key, String message) {
        if (needed && given.get(key) == null) {
            report(config, key, message);
        }
    }

    static void report(Config config, String key, String message) {
        config.configValues().stream()
                .filter(value -> value.name().equals(key))
                .forEach(value -> value.addErrorMessage(message));
    }

    /** Makes the socket of a context, not connected yet. */
    static ZMQ.Socket socket(AbstractConfig config, ZContext context, SocketType type) {
        String clients = config.getString(CLIENT_KEYS);
        if (clients != null && role(config) == CurveRole.SERVER) {
            ClientKeys.guard(context, keys(clients));
        }
        ZMQ.Socket socket = context.createSocket(type);
        int heartbeat = config.getInt(HEARTBEAT);
        socket.setHWM(config.getInt(HIGH_WATER_MARK));
        socket.setMaxMsgSize(config.getLong(MESSAGE_MAX_BYTES));
        socket.setHeartbeatIvl(heartbeat);
        socket.setHeartbeatTimeout(UNANSWERED_HEARTBEATS * heartbeat);
        socket.setHandshakeIvl(HANDSHAKE_MS);
        socket.setReconnectIVL(RECONNECT_MS);
        socket.setReconnectIVLMax(RECONNECT_MAX_MS);
        secure(config, socket);
        return socket;
    }

    /** Connects or binds it, to all endpoints. */
    static void attach(AbstractConfig config, ZMQ.Socket socket) {
        for (String endpoint : endpoints(config.getString(ENDPOINT))) {
            if (config.getBoolean(BIND)) {
                socket.bind(endpoint);
            } else {
                socket.connect(endpoint);
            }
        }
    }

    private static void secure(AbstractConfig config, ZMQ.Socket socket) {
        CurveRole role = role(config);
        Password secret = config.getPassword(SECRET_KEY);
        if (role == CurveRole.NONE || secret == null) {
            return;
        }
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(secret.value()));
        if (role == CurveRole.SERVER) {
            socket.setCurveServer(true);
        } else {
            socket.setCurvePublicKey(ZMQ.Curve.z85Decode(config.getString(PUBLIC_KEY)));
            socket.setCurveServerKey(ZMQ.Curve.z85Decode(config.getString(SERVER_KEY)));
        }
    }

    private static CurveRole role(AbstractConfig config) {
        return CurveRole.valueOf(config.getString(CURVE).toUpperCase(Locale.ROOT));
    }

    private static List<String> endpoints(String given) {
        return Arrays.asList(COMMA.split(given.strip(), -1));
    }

    private static List<String> keys(String given) {
        return Arrays.asList(given.strip().split("\\s+", -1)); // a comma is no character of Z85, but no word either
    }

    private static void checkEndpoint(String name, @Nullable Object value) {
        if (value instanceof String text
                && !endpoints(text).stream()
                        .allMatch(endpoint -> TCP.matcher(endpoint).matches())) {
            throw new ConfigException(name, value, "must be tcp://host:port, or several joined by commas");
        }
    }

    private static void checkSecretKey(String name, @Nullable Object value) {
        if (value instanceof Password secret && !Z85.matcher(secret.value()).matches()) {
            throw new ConfigException(name, value, "must be 40 characters of Z85");
        }
    }

    private static void checkKeys(String name, @Nullable Object value) {
        if (value instanceof String text
                && !keys(text).stream().allMatch(key -> Z85.matcher(key).matches())) {
            throw new ConfigException(name, value, "must be 40 characters of Z85");
        }
    }
}
