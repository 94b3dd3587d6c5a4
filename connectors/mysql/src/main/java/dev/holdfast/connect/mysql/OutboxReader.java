package dev.holdfast.connect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Reads rows that are to be handed out next, as of one moment: those before the highest place that was handed out already, which
 * became visible late, and those after it. As it is one moment, whoever sees a row also sees what was committed before it was
 * written, so the order of events whose transactions followed one another is kept.
 */
final class OutboxReader {
    private final Connection connection;
    private final String places;
    private final String rows;
    private final String order;

    OutboxReader(Connection connection, OutboxConfig config) {
        this.connection = connection;
        this.order = config.orderColumn();
        String mark = config.markColumn();
        String from = " FROM " + config.quotedTable() + " WHERE " + (mark == null ? "" : mark + " IS NULL AND ");
        this.places = "SELECT " + order + from + order + " <= ? ORDER BY " + order;
        this.rows = "SELECT " + String.join(", ", OutboxRecords.columns(config)) + from + order;
    }

    /** Whether table and columns are there and may be read; an exception says what is not. */
    static void check(Connection connection, OutboxConfig config) throws SQLException {
        OutboxReader reader = new OutboxReader(connection, config);
        try (PreparedStatement statement = connection.prepareStatement(reader.rows + " < 0 LIMIT 0")) {
            statement.executeQuery().close();
        } catch (SQLException e) {
            throw SqlErrors.lastingOrSame(e);
        }
    }

    /**
     * Reads in the transaction of the connection, which must be a new one.
     *
     * @param atMost how many rows
     * @param highest the highest place that was handed out
     * @param handedOut which places up to there are on their way
     * @param sink what takes rows, in the order in which they are to be written
     */
    void read(int atMost, long highest, LongPredicate handedOut, RowSink sink) throws SQLException {
        List<Long> late = late(atMost, highest, handedOut);
        if (!late.isEmpty()) {
            String list = String.join(", ", Collections.nCopies(late.size(), "?"));
            query(rows + " IN (" + list + ") ORDER BY " + order, late, sink);
        }
        if (late.size() < atMost) {
            query(rows + " > ? ORDER BY " + order + " LIMIT " + (atMost - late.size()), List.of(highest), sink);
        }
    }

    private List<Long> late(int atMost, long highest, LongPredicate handedOut) throws SQLException {
        List<Long> late = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(places)) {
            statement.setLong(1, highest);
            try (ResultSet found = statement.executeQuery()) {
                while (late.size() < atMost && found.next()) {
                    long place = found.getLong(1);
                    if (!handedOut.test(place)) {
                        late.add(place);
                    }
                }
            }
        }
        return late;
    }

    private void query(String sql, List<Long> parameters, RowSink sink) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setLong(i + 1, parameters.get(i));
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    sink.row(found);
                }
            }
        }
    }

    /** Takes the current row of a result with the columns of {@link OutboxRecords#columns}. */
    @FunctionalInterface
    interface RowSink {
        void row(ResultSet row) throws SQLException;
    }
}
