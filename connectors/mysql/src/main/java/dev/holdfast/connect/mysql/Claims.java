package dev.holdfast.connect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table in which a task notes the rows that it is about to hand to Kafka, a batch a row, before it does. Kafka's offset
 * says how many batches arrived, so after a crash it is known of each row of the outbox whether Kafka has it, in whatever order
 * rows became visible.
 *
 * <p>A claim is noted under a name that only this run of the task has. Claims of others that Kafka's offset does not name were
 * not delivered: a worker with exactly-once support has shut their tasks out before this one starts.
 */
final class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final String SEPARATOR = "\n";

    private Claims() {}

    /**
     * Settles what Kafka has of earlier runs, and drops their claims. It takes no locks beside those of the rows it changes: a
     * connection that was cut off may hold some for hours, and what it commits late is never taken for delivered.
     */
    static void recover(Connection connection, OutboxConfig config, Delivered delivered) throws SQLException {
        create(connection, config);
        List<String> done = new ArrayList<>();
        int undone = 0;
        Map<String, Set<Long>> found = new HashMap<>();
        String select = "SELECT claimant, batch, ids FROM " + config.claims() + " WHERE connector = ? AND outbox = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            bindOwner(statement, config);
            try (ResultSet claims = statement.executeQuery()) {
                while (claims.next()) {
                    found.computeIfAbsent(claims.getString(1), name -> new HashSet<>())
                            .add(claims.getLong(2));
                    List<String> ids = List.of(claims.getString(3).split(SEPARATOR, -1));
                    int count = delivered.of(claims.getString(1), claims.getLong(2), ids.size());
                    done.addAll(ids.subList(0, count));
                    undone += ids.size() - count;
                }
            }
        }
        Settlement.apply(connection, config, done);
        for (Map.Entry<String, Set<Long>> claimant : found.entrySet()) {
            remove(connection, config, claimant.getKey(), claimant.getValue());
        }
        connection.commit();
        if (!done.isEmpty() || undone > 0) {
            LOG.info(
                    "Of the rows that an earlier run of {} claimed, Kafka has {} and they are done now; {} are read again",
                    config.connector(),
                    done.size(),
                    undone);
        }
    }

    /** Notes a batch, in the transaction of the connection. */
    static void add(Connection connection, OutboxConfig config, String claimant, List<OutboxRow> rows)
            throws SQLException {
        String insert =
                "INSERT INTO " + config.claims() + " (connector, outbox, claimant, batch, ids) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bindOwner(statement, config);
            statement.setString(3, claimant);
            statement.setLong(4, rows.get(0).batch());
            statement.setString(
                    5, String.join(SEPARATOR, rows.stream().map(OutboxRow::id).toList()));
            statement.executeUpdate();
        }
    }

    /** Drops batches that are settled, in the transaction of the connection. */
    static void remove(Connection connection, OutboxConfig config, String claimant, Collection<Long> batches)
            throws SQLException {
        if (batches.isEmpty()) {
            return;
        }
        String delete =
                "DELETE FROM " + config.claims() + " WHERE connector = ? AND outbox = ? AND claimant = ? AND batch = ?";
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            for (long batch : batches) {
                bindOwner(statement, config);
                statement.setString(3, claimant);
                statement.setLong(4, batch);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void create(Connection connection, OutboxConfig config) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + config.claims()
                    + " (connector VARCHAR(200) NOT NULL, outbox VARCHAR(130) NOT NULL, claimant CHAR(36) NOT NULL,"
                    + " batch BIGINT NOT NULL, ids LONGTEXT NOT NULL, PRIMARY KEY (connector, outbox, claimant, batch))"
                    + " ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
    }

    private static void bindOwner(PreparedStatement statement, OutboxConfig config) throws SQLException {
        statement.setString(1, config.connector());
        statement.setString(2, config.table());
    }
}
