package dev.holdfast.connect.redis;

import dev.holdfast.connect.ConfigChecks;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Where Redis is and who we are there. */
final class RedisAddress {
    static final String URI = "redis.uri";
    static final String CLUSTER = "redis.cluster.enabled";
    private static final String USERNAME = "redis.username";
    private static final String PASSWORD = "redis.password";
    private static final String TIMEOUT = "redis.timeout.ms";
    private static final String TLS = "rediss";
    private static final int DEFAULT_PORT = 6379;

    /** What a command that waits for messages may take longer than any other: the longest wait. */
    private static final int LONGEST_WAIT_MS = 1_000;

    private final List<URI> uris;
    private final AbstractConfig config;

    RedisAddress(AbstractConfig config) {
        this.uris = parse(config.getString(URI));
        this.config = config;
    }

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        URI,
                        ConfigDef.Type.STRING,
                        "redis://localhost:6379",
                        ConfigDef.LambdaValidator.with(
                                RedisAddress::check, () -> "redis://host:port/database, or rediss:// for TLS"),
                        Importance.HIGH,
                        "Where Redis is: redis://host:port, with /database if that is not 0, or rediss:// for TLS, where the"
                                + " server's certificate is checked against the JVM's trust store. Of a cluster, one or"
                                + " more nodes, joined by commas.")
                .define(
                        CLUSTER,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether Redis is a cluster. The nodes are asked for the others.")
                .define(
                        USERNAME,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.MEDIUM,
                        "The user of Redis' access control lists. Not set: the default user.")
                .define(PASSWORD, ConfigDef.Type.PASSWORD, null, Importance.MEDIUM, "The user's password.")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "How long opening a connection and each answer may take, in milliseconds.");
    }

    private static void check(String name, @Nullable Object value) {
        try {
            parse(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, "(not shown)", e.getMessage());
        }
    }

    private static List<URI> parse(String joined) {
        return Arrays.stream(joined.split(",", -1))
                .map(String::trim)
                .map(RedisAddress::parseOne)
                .toList();
    }

    private static URI parseOne(String text) {
        URI uri = java.net.URI.create(text);
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "must not name a user or password: " + USERNAME + " and " + PASSWORD + " are for that");
        }
        boolean known = "redis".equals(uri.getScheme()) || TLS.equals(uri.getScheme());
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (!known || uri.getHost() == null || !path.matches("(/\\d{0,5})?")) {
            throw new IllegalArgumentException("must be redis://host:port/database, or rediss:// for TLS");
        }
        return uri;
    }

    boolean isCluster() {
        return config.getBoolean(CLUSTER);
    }

    List<HostAndPort> nodes() {
        return uris.stream()
                .map(uri -> new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()))
                .toList();
    }

    int timeoutMillis() {
        return config.getInt(TIMEOUT);
    }

    Jedis open(HostAndPort node, String clientName) {
        Jedis jedis = new Jedis(node, client(clientName));
        try {
            jedis.ping();
            return jedis;
        } catch (RuntimeException e) {
            jedis.close();
            throw e;
        }
    }

    private JedisClientConfig client(String name) {
        Password password = config.getPassword(PASSWORD);
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(timeoutMillis())
                .socketTimeoutMillis(timeoutMillis())
                .blockingSocketTimeoutMillis(timeoutMillis() + LONGEST_WAIT_MS)
                .user(config.getString(USERNAME))
                .password(password == null ? null : password.value())
                .database(database())
                .clientName(name);
        if (TLS.equals(uris.get(0).getScheme())) {
            client.sslOptions(SslOptions.defaults());
        }
        return client.build();
    }

    private int database() {
        String path = uris.get(0).getPath();
        return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }
}
