package dev.holdfast.connect.mysql;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What rows that are changed in the same way share.
 *
 * @param table the table, perhaps with its database
 * @param kind what is done
 * @param columns the columns, in the order of values; for a deletion those of the primary key
 * @param key the columns of the primary key, as far as known
 */
record RowStatement(String table, Kind kind, List<String> columns, List<String> key) {
    /** What becomes of a row. */
    enum Kind {
        /** It is added. */
        INSERT,
        /** It is added, or takes the place of the one with its key. */
        UPSERT,
        /** It is removed, if there is one. */
        DELETE
    }

    String sql() {
        if (kind == Kind.DELETE) {
            return "DELETE FROM " + Database.quoted(table) + " WHERE "
                    + columns.stream()
                            .map(column -> Database.column(column) + " = ?")
                            .collect(Collectors.joining(" AND "));
        }
        String insert = "INSERT INTO " + Database.quoted(table) + " ("
                + columns.stream().map(Database::column).collect(Collectors.joining(", ")) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return kind == Kind.INSERT ? insert : insert + " ON DUPLICATE KEY UPDATE " + updates();
    }

    private String updates() {
        List<String> others =
                columns.stream().filter(column -> !key.contains(column)).toList();
        // A row that is nothing but its key stays as it is.
        return (others.isEmpty() ? key : others)
                .stream()
                        .map(Database::column)
                        .map(column -> column + " = VALUES(" + column + ")")
                        .collect(Collectors.joining(", "));
    }
}
