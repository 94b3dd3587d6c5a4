package dev.holdfast.connect.mysql;

import dev.holdfast.connect.ConfigChecks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the database is and how to log in. */
final class Database {
    static final String URL = "connection.url";
    private static final String USER = "connection.user";
    private static final String PASSWORD = "connection.password";
    private static final String CONNECT_TIMEOUT = "connection.connect.timeout.ms";
    private static final String SOCKET_TIMEOUT = "connection.socket.timeout.ms";
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String GROUP = "Connection";

    private Database() {}

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        URL,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The database, as jdbc:mariadb://host:3306/database or jdbc:mysql://host:3306/database; options of"
                                + " MariaDB's driver, TLS among them, may follow after a question mark.",
                        GROUP,
                        1,
                        ConfigDef.Width.LONG,
                        "URL")
                .define(
                        USER,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigChecks.notBlank(),
                        Importance.HIGH,
                        "The user.",
                        GROUP,
                        2,
                        ConfigDef.Width.MEDIUM,
                        "User")
                .define(
                        PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "The user's password.",
                        GROUP,
                        3,
                        ConfigDef.Width.MEDIUM,
                        "Password")
                .define(
                        CONNECT_TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long opening a connection may take, in milliseconds.")
                .define(
                        SOCKET_TIMEOUT,
                        ConfigDef.Type.INT,
                        60_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long the server may say nothing while a statement runs, in milliseconds; then the connection"
                                + " counts as lost. Longer than innodb_lock_wait_timeout, or waits for locks look like losses.");
    }

    /**
     * Opens a connection that commits when told to.
     *
     * @throws SQLException if the server is not to be had
     * @throws ConnectException if it refuses for a reason that waiting does not mend
     */
    static Connection open(AbstractConfig config) throws SQLException {
        Properties properties = new Properties();
        put(properties, "user", config.getString(USER));
        Password password = config.getPassword(PASSWORD);
        put(properties, "password", password == null ? null : password.value());
        put(properties, "connectTimeout", config.getInt(CONNECT_TIMEOUT).toString());
        put(properties, "socketTimeout", config.getInt(SOCKET_TIMEOUT).toString());
        put(properties, "permitMysqlScheme", "true");
        String url = config.getString(URL).replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
        try {
            Connection connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new ConnectException(URL + " is no address of MariaDB's driver: it begins with jdbc:mariadb:");
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw SqlErrors.lastingOrSame(e);
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed in good order", e);
        }
    }

    /** Undoes what was not committed, unless the connection is gone, which undoes it, too. */
    static void rollback(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** A name in quotes; one with a dot is a database's and a table's. */
    static String quoted(String name) {
        StringBuilder quoted = new StringBuilder();
        for (String part : name.split("\\.", -1)) {
            quoted.append(quoted.isEmpty() ? "" : ".").append(column(part));
        }
        return quoted.toString();
    }

    /** A column's name in quotes. */
    static String column(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static void put(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }
}
