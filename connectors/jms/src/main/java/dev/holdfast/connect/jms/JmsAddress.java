package dev.holdfast.connect.jms;

import dev.holdfast.connect.ConfigChecks;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who we are there.
 *
 * @param provider its kind
 * @param urls its addresses, or those of the brokers of a cluster, at least one
 * @param username the user; null if the broker asks for none
 * @param password the password; null if the broker asks for none
 * @param clientId the client id; null if there is none
 * @param timeoutMs how long to wait for an answer
 */
record JmsAddress(
        Provider provider,
        List<String> urls,
        @Nullable String username,
        @Nullable String password,
        @Nullable String clientId,
        int timeoutMs) {
    static final String URL = "jms.url";
    static final int CLOSE_LIMIT_MS = 2_000;

    static final String PROVIDER = "jms.provider";
    private static final String USERNAME = "jms.username";
    private static final String PASSWORD = "jms.password";
    private static final String TIMEOUT = "jms.timeout.ms";

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        PROVIDER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.oneOf(Provider.class),
                        Importance.HIGH,
                        "The kind of broker: activemq for ActiveMQ Classic, artemis for ActiveMQ Artemis.")
                .define(
                        URL,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(JmsAddress::checkUrls, () -> "tcp:// or ssl:// addresses"),
                        Importance.HIGH,
                        "The broker's address with parameters of its client, as tcp://host:61616. Of several, separated by"
                                + " commas, the first that answers is used; failover: is not needed and not allowed.")
                .define(USERNAME, ConfigDef.Type.STRING, null, Importance.HIGH, "The user.")
                .define(PASSWORD, ConfigDef.Type.PASSWORD, null, Importance.HIGH, "The user's password.")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.INT,
                        30_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "How long to wait for an answer of the broker, in milliseconds. Then the connection is given up and"
                                + " opened again.");
    }

    static JmsAddress of(AbstractConfig config, @Nullable String clientId) {
        return new JmsAddress(
                Provider.valueOf(config.getString(PROVIDER).toUpperCase(Locale.ROOT)),
                config.getList(URL),
                config.getString(USERNAME),
                config.getPassword(PASSWORD) == null
                        ? null
                        : config.getPassword(PASSWORD).value(),
                clientId,
                config.getInt(TIMEOUT));
    }

    /**
     * Opens a connection to the first broker that answers. It is not started.
     *
     * @param window how many messages a consumer may have without an acknowledgement
     * @throws JMSException if none answers; a {@link ConnectException} if waiting does not mend that
     */
    JmsConnection open(int window) throws JMSException {
        JMSException failed = new JMSException("There is no address");
        for (String url : urls) {
            try {
                return provider.connect(this, url, window);
            } catch (JMSException e) {
                failed = e;
            }
        }
        throw lastingOrSame(failed);
    }

    /** Returns the exception, unless waiting does not help. (A client id is free again when the broker misses its owner.) */
    static JMSException lastingOrSame(JMSException e) {
        if (e instanceof JMSSecurityException
                || e instanceof InvalidDestinationException
                || e instanceof InvalidSelectorException) {
            throw new ConnectException("The broker refuses: " + e.getMessage(), e);
        }
        return e;
    }

    private static void checkUrls(String name, @Nullable Object value) {
        if (!(value instanceof List<?> urls) || urls.isEmpty()) {
            throw new ConfigException(name, value, "must have an address");
        }
        for (Object url : urls) {
            if (!url.toString().matches("(tcp|ssl|nio|nio\\+ssl)://.+")) {
                throw new ConfigException(name, url, "must begin with tcp:// or ssl://");
            }
        }
    }
}
