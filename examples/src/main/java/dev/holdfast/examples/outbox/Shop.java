package dev.holdfast.examples.outbox;

import dev.holdfast.connect.lab.MariaDbServer;
import dev.holdfast.examples.command.Arrivals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The shop's tables, and the connectors' view of them. */
final class Shop {
    /** Nothing but the number of a row is unique among invoices: if one came twice, it would be there twice. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE orders (id BIGINT PRIMARY KEY, cents BIGINT NOT NULL)",
            """
            CREATE TABLE outbox (seq BIGINT NOT NULL AUTO_INCREMENT UNIQUE, id CHAR(36) NOT NULL PRIMARY KEY,
              aggregatetype VARCHAR(255) NOT NULL, aggregateid VARCHAR(255) NOT NULL, type VARCHAR(255) NOT NULL,
              payload JSON)""",
            """
            CREATE TABLE invoices (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id BIGINT NOT NULL,
              cents BIGINT NOT NULL, KEY (order_id))""");

    private final String url;

    Shop(MariaDbServer server) {
        url = MariaDbServer.url(server.port());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, MariaDbServer.USER, MariaDbServer.USER);
    }

    void create() throws SQLException {
        try (Connection connection = connect()) {
            for (String table : TABLES) {
                try (PreparedStatement statement = connection.prepareStatement(table)) {
                    statement.execute();
                }
            }
        }
    }

    /** Writes an order and its event; the caller commits both or neither. */
    static void order(Connection connection, long id, long cents) throws SQLException {
        try (PreparedStatement order = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)");
                PreparedStatement event =
                        connection.prepareStatement("INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload)"
                                + " VALUES (?, 'orders', ?, 'OrderPlaced', ?)")) {
            order.setLong(1, id);
            order.setLong(2, cents);
            order.executeUpdate();
            event.setString(1, UUID.randomUUID().toString());
            event.setString(2, Long.toString(id));
            event.setString(3, "{\"cents\":" + cents + "}");
            event.executeUpdate();
        }
    }

    int rows(String table) throws SQLException {
        return number("SELECT COUNT(*) FROM " + table);
    }

    Set<String> orders() throws SQLException {
        Set<String> ids = new HashSet<>();
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT id FROM orders");
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return ids;
    }

    /** The invoices against the orders. */
    Arrivals invoices(String direction) throws SQLException {
        int orders = rows("orders");
        int invoices = rows("invoices");
        int met = number("SELECT COUNT(*) FROM orders WHERE id IN (SELECT order_id FROM invoices)");
        return new Arrivals(direction, orders, invoices, orders - met, invoices - met);
    }

    int sumsThatDiffer() throws SQLException {
        return number(
                """
                SELECT COUNT(*) FROM orders o LEFT JOIN
                  (SELECT order_id, SUM(cents) AS cents FROM invoices GROUP BY order_id) i ON i.order_id = o.id
                WHERE i.cents IS NULL OR i.cents <> o.cents""");
    }

    Map<String, String> source() {
        Map<String, String> config = connection("dev.holdfast.connect.mysql.OutboxSourceConnector");
        config.put("outbox.table", "outbox");
        config.put("kafka.topic", "outbox.event.${routedByValue}");
        config.put("exactly.once.support", "required");
        // After a kill of the worker, the task waits until the transaction of the last one has timed out.
        config.put("producer.override.transaction.timeout.ms", "10000");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        return config;
    }

    Map<String, String> sink() {
        Map<String, String> config = connection("dev.holdfast.connect.mysql.TableSinkConnector");
        config.put("topics", InvoiceApp.INVOICES);
        config.put("table.name.format", "invoices");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        // The application writes the topic in transactions; those that were given up must not become rows.
        config.put("consumer.override.isolation.level", "read_committed");
        return config;
    }

    private Map<String, String> connection(String type) {
        Map<String, String> config = new TreeMap<>();
        config.put("connector.class", type);
        config.put("connection.url", url);
        config.put("connection.user", MariaDbServer.USER);
        config.put("connection.password", MariaDbServer.USER);
        config.put("retry.backoff.max.ms", "1000");
        return config;
    }

    private int number(String query) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getInt(1);
        }
    }
}
