package dev.holdfast.connect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Deletes or marks rows of the outbox that are done, by their ids, in the transaction of the connection. */
final class Settlement {
    private Settlement() {}

    /**
     * Does it row by row, which the driver sends together: the plan for a list of ids can be to look at every row, and that
     * waits for the rows of transactions that are still open.
     */
    static void apply(Connection connection, OutboxConfig config, List<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        String mark = config.markColumn();
        String what = mark == null
                ? "DELETE FROM " + config.quotedTable()
                : "UPDATE " + config.quotedTable() + " SET " + mark + " = CURRENT_TIMESTAMP(6)";
        try (PreparedStatement statement = connection.prepareStatement(what + " WHERE " + config.idColumn() + " = ?")) {
            for (String id : ids) {
                EventId.bind(statement, 1, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
