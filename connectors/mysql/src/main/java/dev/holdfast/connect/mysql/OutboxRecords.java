package dev.holdfast.connect.mysql;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Typed;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes records of rows. */
final class OutboxRecords {
    private static final int ORDER = 1;
    private static final int ID = 2;
    private static final int KEY = 3;
    private static final int ROUTE = 4;
    private static final int PAYLOAD = 5;
    private static final int FIRST_HEADER = 6;

    private final OutboxConfig config;
    private final List<HeaderColumn> headers;
    private final Map<String, String> partition;
    private final boolean hasTimestamp;

    OutboxRecords(OutboxConfig config) {
        this.config = config;
        this.headers = config.headers();
        this.partition = Delivered.partition(config.table());
        this.hasTimestamp = config.timestampColumn() != null;
    }

    /** What to select. */
    static List<String> columns(OutboxConfig config) {
        List<String> columns = new ArrayList<>(List.of(
                config.orderColumn(),
                config.idColumn(),
                config.keyColumn(),
                config.routeColumn(),
                config.payloadColumn()));
        config.headers().forEach(header -> columns.add(header.quoted()));
        String timestamp = config.timestampColumn();
        if (timestamp != null) {
            columns.add(timestamp);
        }
        return columns;
    }

    static OutboxRow row(ResultSet from, long batch) throws SQLException {
        return new OutboxRow(from.getLong(ORDER), EventId.text(from.getObject(ID)), batch);
    }

    /** Makes a record of the current row. */
    UpstreamRecord<OutboxRow> record(ResultSet from, OutboxRow row, Delivered offset) throws SQLException {
        String route = from.getString(ROUTE);
        if (route == null) {
            throw new DataException("Event " + row.id() + " has no value to be routed by");
        }
        return new UpstreamRecord<>(
                row,
                offset.origin(partition),
                config.topic(route),
                Typed.text(from.getString(KEY)),
                payload(from),
                timestamp(from),
                headers(from, row));
    }

    private Typed payload(ResultSet from) throws SQLException {
        @Nullable Object value = from.getObject(PAYLOAD);
        boolean isText = !(value instanceof byte[] || value instanceof java.sql.Blob);
        boolean asText =
                config.payloadAs().equals("text") || (config.payloadAs().equals("column") && isText);
        if (asText) {
            return Typed.text(isText ? from.getString(PAYLOAD) : utf8(from.getBytes(PAYLOAD)));
        }
        @Nullable String text = isText ? from.getString(PAYLOAD) : null;
        return Typed.bytes(text != null ? text.getBytes(StandardCharsets.UTF_8) : from.getBytes(PAYLOAD));
    }

    private static @Nullable String utf8(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private Headers headers(ResultSet from, OutboxRow row) throws SQLException {
        ConnectHeaders made = new ConnectHeaders();
        made.addString("id", row.id());
        for (int i = 0; i < headers.size(); i++) {
            String value = from.getString(FIRST_HEADER + i);
            if (value != null) {
                made.addString(headers.get(i).header(), value);
            }
        }
        return made;
    }

    private @Nullable Long timestamp(ResultSet from) throws SQLException {
        if (!hasTimestamp) {
            return null;
        }
        int index = FIRST_HEADER + headers.size();
        @Nullable Object value = from.getObject(index);
        if (value instanceof Number millis) {
            return millis.longValue();
        }
        Timestamp time = value == null ? null : from.getTimestamp(index);
        return time == null ? null : time.getTime();
    }
}
