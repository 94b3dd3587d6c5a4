package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.MariaDbServer;
import dev.holdfast.connect.lab.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Outbox tables, as the contract sees them. */
final class OutboxUpstream implements Upstream {
    private final TestDatabase database = new TestDatabase();

    TestDatabase database() {
        return database;
    }

    @Override
    public Server server() {
        return database.server();
    }

    @Override
    public void create(String place) {
        database.execute("CREATE TABLE `" + TestDatabase.table(place)
                + "` (seq BIGINT NOT NULL AUTO_INCREMENT UNIQUE, id CHAR(36) PRIMARY KEY,"
                + " aggregatetype VARCHAR(255) NOT NULL, aggregateid VARCHAR(255) NOT NULL,"
                + " type VARCHAR(255) NOT NULL, payload LONGTEXT)");
    }

    @Override
    public void send(String place, List<String> bodies) throws Exception {
        String insert = "INSERT INTO `" + TestDatabase.table(place)
                + "` (id, aggregatetype, aggregateid, type, payload) VALUES (?, ?, 'one', 'Sent', ?)";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            for (String body : bodies) {
                statement.setString(1, UUID.randomUUID().toString());
                statement.setString(2, place);
                statement.setString(3, body);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    @Override
    public long unsettled(String place) throws Exception {
        return Long.parseLong(database.rows("SELECT COUNT(*) FROM `" + TestDatabase.table(place) + "`")
                .get(0));
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        return Map.of(
                "connector.class",
                OutboxSourceConnector.class.getName(),
                "connection.url",
                MariaDbServer.url(port),
                "connection.user",
                MariaDbServer.USER,
                "connection.password",
                MariaDbServer.USER,
                "connection.connect.timeout.ms",
                "3000",
                "connection.socket.timeout.ms",
                "3000",
                "outbox.table",
                TestDatabase.table(place),
                "kafka.topic",
                "${routedByValue}",
                "value.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "exactly.once.support",
                "requested");
    }

    @Override
    public void close() {}
}
