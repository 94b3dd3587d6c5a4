package dev.holdfast.connect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a sink has come in each partition: a row each. A transaction that writes locks the rows of its partitions first, so of
 * two tasks that both believe to own a partition one waits, and then sees how far the other has come.
 */
final class Positions {
    private static final long NOTHING = -1;

    private final Connection connection;
    private final String connector;
    private final String table;

    /** Creates the table if it is missing. That ends a transaction, so it must come before all. */
    Positions(Connection connection, TableSinkConfig config) throws SQLException {
        this.connection = connection;
        this.connector = config.connector();
        this.table = config.offsetsTable();
        try (Statement statement = connection.createStatement()) {
            // Names of topics are at most 249 bytes long, and differ in case.
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS " + table + " (connector VARCHAR(255) NOT NULL,"
                            + " topic VARCHAR(249) NOT NULL, kafka_partition INT NOT NULL, kafka_offset BIGINT NOT NULL,"
                            + " PRIMARY KEY (connector, topic, kafka_partition)) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
            connection.commit();
        } catch (SQLException e) {
            throw SqlErrors.lastingOrSame(e);
        }
    }

    /** The last offset that is done in each partition; a partition without one is left out. */
    Map<TopicPartition, Long> read(Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long last = select(partition, "");
            if (last != NOTHING) {
                found.put(partition, last);
            }
        }
        connection.commit();
        return found;
    }

    /** The last offset that is done, -1 if there is none; until the transaction ends nobody else can change that. */
    long lock(TopicPartition partition) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT IGNORE INTO " + table
                + " (connector, topic, kafka_partition, kafka_offset) VALUES (?, ?, ?, " + NOTHING + ")")) {
            identify(insert, 0, partition);
            insert.executeUpdate();
        }
        return select(partition, " FOR UPDATE");
    }

    /** Sets the last offset that is done. */
    void store(TopicPartition partition, long offset) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table
                + " SET kafka_offset = ? WHERE connector = ? AND topic = ? AND kafka_partition = ?")) {
            update.setLong(1, offset);
            identify(update, 1, partition);
            update.executeUpdate();
        }
    }

    private long select(TopicPartition partition, String how) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT kafka_offset FROM " + table
                + " WHERE connector = ? AND topic = ? AND kafka_partition = ?" + how)) {
            identify(select, 0, partition);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? found.getLong(1) : NOTHING;
            }
        }
    }

    private void identify(PreparedStatement statement, int before, TopicPartition partition) throws SQLException {
        statement.setString(before + 1, connector);
        statement.setString(before + 2, partition.topic());
        statement.setInt(before + 3, partition.partition());
    }
}
