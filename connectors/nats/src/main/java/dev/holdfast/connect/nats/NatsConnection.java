package dev.holdfast.connect.nats;

import dev.holdfast.connect.ConfigChecks;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;

/** Where NATS is and who we are there. */
final class NatsConnection {
    static final String URL = "nats.url";
    private static final String USERNAME = "nats.username";
    private static final String PASSWORD = "nats.password";
    private static final String TOKEN = "nats.token";
    private static final String CREDENTIALS = "nats.credentials.path";
    private static final String TLS = "nats.tls.enabled";
    private static final String TIMEOUT = "nats.connection.timeout.ms";
    private static final String PING = "nats.ping.interval.ms";
    private static final int UNANSWERED_PINGS = 2;

    private NatsConnection() {}

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        URL,
                        ConfigDef.Type.STRING,
                        "nats://localhost:4222",
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The servers, joined by commas.")
                .define(USERNAME, ConfigDef.Type.STRING, null, Importance.MEDIUM, "The user, if there is one.")
                .define(PASSWORD, ConfigDef.Type.PASSWORD, null, Importance.MEDIUM, "The user's password.")
                .define(
                        TOKEN,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "A token instead of user and password.")
                .define(
                        CREDENTIALS,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "A file of credentials (JWT and NKey) on the worker instead of these.")
                .define(
                        TLS,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether to use TLS. The server's certificate is checked against the JVM's trust store.")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.LONG,
                        5_000L,
                        Range.between(1L, 600_000L),
                        Importance.LOW,
                        "How long opening a connection and each request may take, in milliseconds.")
                .define(
                        PING,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(100L, 3_600_000L),
                        Importance.LOW,
                        "Milliseconds between pings. A connection on which two are not answered is given up and opened again.");
    }

    static Connection open(AbstractConfig config, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Options.Builder options = new Options.Builder()
                .servers(config.getString(URL).split("\\s*,\\s*"))
                .connectionName(name)
                // A connection that comes back by itself would hide which messages were lost with the old one.
                .noReconnect()
                .connectionTimeout(timeout(config))
                .pingInterval(Duration.ofMillis(config.getLong(PING)))
                .maxPingsOut(UNANSWERED_PINGS)
                .errorListener(new QuietErrors());
        Password token = config.getPassword(TOKEN);
        Password password = config.getPassword(PASSWORD);
        if (config.getString(CREDENTIALS) != null) {
            options.credentialPath(config.getString(CREDENTIALS));
        } else if (token != null) {
            options.token(token.value().toCharArray());
        } else if (config.getString(USERNAME) != null) {
            options.userInfo(
                    config.getString(USERNAME).toCharArray(),
                    password == null ? new char[0] : password.value().toCharArray());
        }
        if (config.getBoolean(TLS)) {
            options.secure();
        }
        try {
            return Nats.connect(options.build());
        } catch (AuthenticationException e) {
            throw new ConnectException("NATS refuses the user", e);
        }
    }

    static Duration timeout(AbstractConfig config) {
        return Duration.ofMillis(config.getLong(TIMEOUT));
    }

    /** Closes without waiting for what is still to be sent. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
