package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.connect.errors.ConnectException;

/** Where RabbitMQ is and who we are there. */
final class RabbitConnection {
    static final String HOST = "rabbitmq.host";
    private static final String PORT = "rabbitmq.port";
    private static final String USERNAME = "rabbitmq.username";
    private static final String PASSWORD = "rabbitmq.password";
    private static final String VIRTUAL_HOST = "rabbitmq.virtual.host";
    private static final String SSL = "rabbitmq.ssl.enabled";
    private static final String HEARTBEAT = "rabbitmq.requested.heartbeat.seconds";
    private static final String TIMEOUT = "rabbitmq.connection.timeout.ms";

    /** Not allowed, not there, declared differently, no such virtual host: waiting mends none of these. */
    private static final Set<Integer> LASTING =
            Set.of(AMQP.ACCESS_REFUSED, AMQP.NOT_FOUND, AMQP.PRECONDITION_FAILED, AMQP.NOT_ALLOWED);

    /** Not found, but only for a while: the node of a queue, or the leader of a stream, has not come up again. */
    private static final String NOT_UP = "down or inaccessible";

    private RabbitConnection() {}

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        HOST,
                        ConfigDef.Type.STRING,
                        "localhost",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The server's host.")
                .define(
                        PORT,
                        ConfigDef.Type.INT,
                        5672,
                        Range.between(1, 65_535),
                        Importance.MEDIUM,
                        "The server's port.")
                .define(USERNAME, ConfigDef.Type.STRING, "guest", Importance.HIGH, "The user.")
                .define(PASSWORD, ConfigDef.Type.PASSWORD, "guest", Importance.HIGH, "The user's password.")
                .define(VIRTUAL_HOST, ConfigDef.Type.STRING, "/", Importance.MEDIUM, "The virtual host.")
                .define(
                        SSL,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether to use TLS. The server's certificate is checked against the JVM's trust store, and its name"
                                + " against the host.")
                .define(
                        HEARTBEAT,
                        ConfigDef.Type.INT,
                        30,
                        Range.between(1, 3_600),
                        Importance.LOW,
                        "Seconds between heartbeats. A connection on which nothing comes for about twice that time is given"
                                + " up and opened again.")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "How long opening a connection may take, in milliseconds.");
    }

    static Duration timeout(AbstractConfig config) {
        return Duration.ofMillis(config.getInt(TIMEOUT));
    }

    static Connection open(AbstractConfig config, String name)
            throws IOException, TimeoutException, GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(config.getString(HOST));
        factory.setPort(config.getInt(PORT));
        factory.setUsername(config.getString(USERNAME));
        factory.setPassword(config.getPassword(PASSWORD).value());
        factory.setVirtualHost(config.getString(VIRTUAL_HOST));
        factory.setRequestedHeartbeat(config.getInt(HEARTBEAT));
        factory.setConnectionTimeout(config.getInt(TIMEOUT));
        factory.setHandshakeTimeout(config.getInt(TIMEOUT));
        // A connection that comes back by itself would hide that what it had delivered comes again with new numbers.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        if (config.getBoolean(SSL)) {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        }
        try {
            return factory.newConnection(name);
        } catch (AuthenticationFailureException e) {
            // Its parent, "possible" failure, is also what a server that goes down in the middle of a greeting looks
            // like.
            throw new ConnectException("RabbitMQ refuses the user", e);
        } catch (IOException e) {
            throw lastingOrSame(e);
        }
    }

    /** Returns the exception, unless waiting does not help. */
    static IOException lastingOrSame(IOException e) {
        if (e.getCause() instanceof ShutdownSignalException signal) {
            Object reason = signal.getReason();
            int code = 0;
            String text = "";
            if (reason instanceof AMQP.Channel.Close channel) {
                code = channel.getReplyCode();
                text = channel.getReplyText();
            } else if (reason instanceof AMQP.Connection.Close connection) {
                code = connection.getReplyCode();
                text = connection.getReplyText();
            }
            if (LASTING.contains(code) && !text.contains(NOT_UP)) {
                throw new ConnectException("RabbitMQ refuses: " + text, e);
            }
        }
        return e;
    }
}
