package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.lab.MariaDbServer;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;

/** Tables with a body a row, as the contract sees them. */
final class TableDownstream implements Downstream {
    private final TestDatabase database = new TestDatabase();

    @Override
    public Server server() {
        return database.server();
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void create(String place) {
        database.execute("CREATE TABLE `" + TestDatabase.table(place)
                + "` (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, body VARCHAR(1000) NOT NULL)");
    }

    @Override
    public List<String> received(String place) throws Exception {
        return database.rows("SELECT body FROM `" + TestDatabase.table(place) + "` ORDER BY id");
    }

    @Override
    public Map<String, String> sink(String topic, String place, int port) {
        return Map.of(
                "connector.class",
                TableSinkConnector.class.getName(),
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
                "table.name.format",
                TestDatabase.table(place),
                "transforms",
                "hoist",
                "transforms.hoist.type",
                "org.apache.kafka.connect.transforms.HoistField$Value",
                "transforms.hoist.field",
                "body");
    }

    @Override
    public void close() {}
}
