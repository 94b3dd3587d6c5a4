package dev.holdfast.connect.mysql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids of events as text, so that ids of every type can be noted in one table: bytes in hexadecimal digits after {@code 0x}. */
final class EventId {
    private static final String BYTES = "0x";

    private EventId() {}

    static String text(@Nullable Object id) {
        if (id == null) {
            throw new IllegalArgumentException("A row of the outbox has no id");
        }
        return id instanceof byte[] bytes ? BYTES + HexFormat.of().formatHex(bytes) : id.toString();
    }

    static void bind(PreparedStatement statement, int index, String id) throws SQLException {
        if (id.startsWith(BYTES)) {
            statement.setBytes(index, HexFormat.of().parseHex(id, BYTES.length(), id.length()));
        } else {
            statement.setString(index, id);
        }
    }
}
