package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB server of the test, and what a test does with it. Each call has a connection of its own: servers come and go. */
final class TestDatabase {
    private static final int LONGEST_NAME = 60;

    private final MariaDbServer server = new MariaDbServer(Lab.logs());

    TestDatabase() {
        server.start();
    }

    MariaDbServer server() {
        return server;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(MariaDbServer.url(server.port()), MariaDbServer.USER, MariaDbServer.USER);
    }

    void execute(String sql) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a query, their columns as text, joined by {@code |}. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(found.getString(i));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    /** A table's name for a place, whose own may be too long. */
    static String table(String place) {
        return place.length() <= LONGEST_NAME
                ? place
                : place.substring(0, LONGEST_NAME - 9) + "-" + Integer.toHexString(place.hashCode());
    }
}
