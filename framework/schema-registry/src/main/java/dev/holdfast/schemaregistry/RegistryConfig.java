package dev.holdfast.schemaregistry;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Confluent's keys, read from a client's whole configuration. All but the URL may also stand behind the prefix {@code
 * schema.registry.}, which then wins; those of TLS must.
 */
final class RegistryConfig {
    static final String PREFIX = "schema.registry.";
    static final String URL = "schema.registry.url";
    private static final String HEADER = "request.header.";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(URL, ConfigDef.Type.LIST, Importance.HIGH, "where the registry is, several separated by commas")
            .define(
                    "basic.auth.credentials.source",
                    ConfigDef.Type.STRING,
                    "URL",
                    Importance.MEDIUM,
                    "URL, USER_INFO, SASL_INHERIT")
            .define("basic.auth.user.info", ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "user:password")
            .define(
                    "bearer.auth.credentials.source",
                    ConfigDef.Type.STRING,
                    "STATIC_TOKEN",
                    Importance.MEDIUM,
                    "STATIC_TOKEN")
            .define("bearer.auth.token", ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "the token")
            .define("proxy.host", ConfigDef.Type.STRING, "", Importance.LOW, "an HTTP proxy")
            .define("proxy.port", ConfigDef.Type.INT, -1, Range.between(-1, 65_535), Importance.LOW, "its port")
            .define(
                    "http.connect.timeout.ms",
                    ConfigDef.Type.INT,
                    5_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "to connect")
            .define(
                    "http.read.timeout.ms",
                    ConfigDef.Type.INT,
                    10_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "for a whole answer")
            .define(
                    "max.retries",
                    ConfigDef.Type.INT,
                    3,
                    Range.atLeast(0),
                    Importance.LOW,
                    "rounds over all URLs after the first")
            .define(
                    "retries.wait.ms",
                    ConfigDef.Type.INT,
                    200,
                    Range.atLeast(0),
                    Importance.LOW,
                    "before the second round")
            .define(
                    "retries.max.wait.ms",
                    ConfigDef.Type.INT,
                    2_000,
                    Range.atLeast(0),
                    Importance.LOW,
                    "between rounds at most")
            .define(
                    "normalize.schemas",
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "whether the registry normalizes")
            .define(
                    "max.schemas.per.subject",
                    ConfigDef.Type.INT,
                    1_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "schemas remembered")
            .define(
                    "missing.id.cache.ttl.sec",
                    ConfigDef.Type.LONG,
                    30L,
                    Range.atLeast(0),
                    Importance.LOW,
                    "absence is believed")
            .define(
                    "missing.cache.size",
                    ConfigDef.Type.INT,
                    10_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "absences remembered")
            .define(
                    "latest.cache.ttl.sec",
                    ConfigDef.Type.LONG,
                    60L,
                    Range.atLeast(-1),
                    Importance.LOW,
                    "-1 is for ever");

    private final AbstractConfig values;
    private final Map<String, Object> tls = new HashMap<>();
    private final Map<String, String> headers = new TreeMap<>();
    private final Map<String, ?> all;

    RegistryConfig(Map<String, ?> all) {
        this.all = Map.copyOf(withoutNulls(all));
        Map<String, Object> flat = new HashMap<>(this.all);
        this.all.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !key.equals(URL)) {
                flat.put(key.substring(PREFIX.length()), value);
            }
            if (key.startsWith(PREFIX + "ssl.")) {
                tls.put(key.substring(PREFIX.length()), value);
            }
        });
        flat.forEach((key, value) -> {
            if (key.startsWith(HEADER)) {
                headers.put(key.substring(HEADER.length()), value.toString());
            }
        });
        this.values = new AbstractConfig(DEFINITION, flat, false);
    }

    List<URI> urls() {
        List<URI> urls = values.getList(URL).stream().map(RegistryConfig::url).toList();
        if (urls.isEmpty()) {
            throw new ConfigException(URL + " names no registry");
        }
        return urls;
    }

    /** Empty for a direct connection. */
    Optional<InetSocketAddress> proxy() {
        String host = text("proxy.host");
        int port = values.getInt("proxy.port");
        if (host.isEmpty() != (port < 0)) {
            throw new ConfigException("proxy.host and proxy.port are of no use without each other");
        }
        return host.isEmpty() ? Optional.empty() : Optional.of(new InetSocketAddress(host, port));
    }

    String text(String key) {
        return values.getString(key);
    }

    String secret(String key) {
        Password password = values.getPassword(key);
        return password == null ? "" : password.value();
    }

    int number(String key) {
        return values.getInt(key);
    }

    boolean flag(String key) {
        return values.getBoolean(key);
    }

    Duration millis(String key) {
        return Duration.ofMillis(values.getInt(key));
    }

    /** Negative for "for ever". */
    Duration seconds(String key) {
        return Duration.ofSeconds(values.getLong(key));
    }

    /** What stands behind the prefix for TLS, without it; empty if nothing does. */
    Map<String, Object> tls() {
        return Map.copyOf(tls);
    }

    /** Headers for each request. */
    Map<String, String> headers() {
        return headers;
    }

    /** The client's whole configuration, for credentials that it shares with Kafka. */
    Map<String, ?> all() {
        return all;
    }

    private static URI url(String text) {
        String trimmed = text.strip();
        String plain = trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        try {
            URI url = URI.create(plain);
            if (url.getHost() != null && (plain.startsWith("http://") || plain.startsWith("https://"))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Not as the cause, here and below: the text may hold a password.
            throw new ConfigException(URL + " holds what is no URL");
        }
        throw new ConfigException(URL + " holds what is no http:// or https:// URL");
    }

    private static Map<String, Object> withoutNulls(Map<String, ?> all) {
        Map<String, Object> some = new HashMap<>();
        all.forEach((key, value) -> {
            if (value != null) {
                some.put(key, value);
            }
        });
        return some;
    }
}
