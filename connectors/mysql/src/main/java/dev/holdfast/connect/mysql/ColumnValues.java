package dev.holdfast.connect.mysql;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Values of Connect as those of columns, and their types. Times are in UTC. */
final class ColumnValues {
    private ColumnValues() {}

    /**
     * What the driver takes.
     *
     * @throws DataException if no column can have such a value
     */
    static @Nullable Object of(String field, @Nullable Object value, @Nullable Schema schema) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof Date date) {
            LocalDateTime time = LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
            String type = schema == null || schema.name() == null ? Timestamp.LOGICAL_NAME : schema.name();
            return switch (type) {
                case org.apache.kafka.connect.data.Date.LOGICAL_NAME -> time.toLocalDate();
                case Time.LOGICAL_NAME -> time.toLocalTime();
                default -> time;
            };
        }
        if (value == null
                || value instanceof String
                || value instanceof byte[]
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float
                || value instanceof Double
                || value instanceof BigDecimal) {
            return value;
        }
        throw new DataException("Field " + field + " is a " + value.getClass().getSimpleName()
                + ", not bytes or text, a number, a truth value or a time");
    }

    /**
     * The type of a column.
     *
     * @param keyed whether it is part of a key, which must not be too long
     * @throws DataException if there is none
     */
    static String type(String field, Schema schema, boolean keyed) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (name) {
            case Decimal.LOGICAL_NAME ->
                "DECIMAL(38, " + schema.parameters().getOrDefault(Decimal.SCALE_FIELD, "0") + ")";
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME -> "DATE";
            case Time.LOGICAL_NAME -> "TIME(3)";
            case Timestamp.LOGICAL_NAME -> "DATETIME(3)";
            default ->
                switch (schema.type()) {
                    case INT8 -> "TINYINT";
                    case INT16 -> "SMALLINT";
                    case INT32 -> "INT";
                    case INT64 -> "BIGINT";
                    case FLOAT32 -> "FLOAT";
                    case FLOAT64 -> "DOUBLE";
                    case BOOLEAN -> "BOOLEAN";
                    case STRING -> keyed ? "VARCHAR(255)" : "LONGTEXT";
                    case BYTES -> keyed ? "VARBINARY(255)" : "LONGBLOB";
                    default ->
                        throw new DataException(
                                "Field " + field + " is a " + schema.type() + ", for which there is no column");
                };
        };
    }
}
