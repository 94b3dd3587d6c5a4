package dev.holdfast.connect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which tables and columns there are, and what is missing of them. Remembers what it has seen for one session. */
final class Tables {
    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);
    private static final int DUPLICATE_COLUMN = 1060;

    private final Connection connection;
    private final TableSinkConfig config;
    private final Map<String, Set<String>> columns = new HashMap<>();

    Tables(Connection connection, TableSinkConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /**
     * What has to be run before a row can be written: nothing, if the table has all its columns.
     *
     * @throws DataException if this row does not fit the table, which is not to be changed
     * @throws ConnectException if the table is missing, and is not to be created
     */
    Set<String> missing(RowChange change) throws SQLException {
        String table = change.statement().table();
        List<Integer> missing = missingColumns(change);
        if (missing.isEmpty()) {
            return Set.of();
        }
        // Somebody may have changed the table meanwhile.
        columns.put(table, read(table));
        missing = missingColumns(change);
        if (missing.isEmpty()) {
            return Set.of();
        }
        return columns.getOrDefault(table, Set.of()).isEmpty() ? creation(change) : additions(change, missing);
    }

    /** Runs what {@link #missing} told. Each statement is a transaction of its own, as the server has it. */
    void run(Set<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                LOG.info("{}", sql);
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    // Another task was first.
                    if (e.getErrorCode() != DUPLICATE_COLUMN) {
                        throw e;
                    }
                }
            }
        }
        columns.clear();
    }

    private List<Integer> missingColumns(RowChange change) {
        Set<String> there = columns.getOrDefault(change.statement().table(), Set.of());
        List<String> wanted = change.statement().columns();
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!there.contains(wanted.get(i).toLowerCase(Locale.ROOT))) {
                missing.add(i);
            }
        }
        return missing;
    }

    private Set<String> creation(RowChange change) {
        String table = change.statement().table();
        if (!config.autoCreate()) {
            throw new ConnectException(
                    "Table " + table + " is missing: create it, or set " + TableSinkConfig.AUTO_CREATE);
        }
        List<String> key = change.statement().key();
        List<String> definitions = new ArrayList<>();
        for (int i = 0; i < change.values().size(); i++) {
            String column = change.statement().columns().get(i);
            Schema schema = schema(change, i);
            boolean keyed = key.contains(column);
            definitions.add(Database.column(column) + " " + ColumnValues.type(column, schema, keyed)
                    + (keyed || !schema.isOptional() ? " NOT NULL" : " NULL"));
        }
        if (!key.isEmpty()) {
            definitions.add("PRIMARY KEY ("
                    + String.join(", ", key.stream().map(Database::column).toList()) + ")");
        }
        return Set.of("CREATE TABLE IF NOT EXISTS " + Database.quoted(table) + " (" + String.join(", ", definitions)
                + ") ENGINE=InnoDB CHARACTER SET utf8mb4");
    }

    private Set<String> additions(RowChange change, List<Integer> missing) {
        String table = change.statement().table();
        Set<String> statements = new LinkedHashSet<>();
        for (int i : missing) {
            String column = change.statement().columns().get(i);
            if (!config.autoEvolve()) {
                throw new DataException("Table " + table + " has no column " + column);
            }
            Schema schema = schema(change, i);
            if (!schema.isOptional() && schema.defaultValue() == null) {
                throw new DataException("Table " + table + " has no column " + column
                        + ", which can't be added: its field is neither optional nor has a default");
            }
            statements.add("ALTER TABLE " + Database.quoted(table) + " ADD COLUMN " + Database.column(column) + " "
                    + ColumnValues.type(column, schema, false) + " NULL");
        }
        return statements;
    }

    private static Schema schema(RowChange change, int index) {
        @Nullable Schema schema = change.schemas().get(index);
        if (schema == null) {
            throw new DataException("Table " + change.statement().table() + " lacks column "
                    + change.statement().columns().get(index) + ", and a record without schema does not tell its type");
        }
        return schema;
    }

    private Set<String> read(String table) throws SQLException {
        int dot = table.indexOf('.');
        Set<String> found = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE())"
                        + " AND table_name = ?")) {
            select.setString(1, dot < 0 ? null : table.substring(0, dot));
            select.setString(2, table.substring(dot + 1));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return found;
    }
}
