package dev.holdfast.connect.redis;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Values of Connect as Redis takes them. */
final class ConnectValues {
    private ConnectValues() {}

    /** The fields of a struct or a map; null if the value is neither. */
    static @Nullable Map<String, @Nullable Object> fields(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                fields.put(field.name(), struct.get(field));
            }
            return fields;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, of) -> fields.put(String.valueOf(name), of));
            return fields;
        }
        return null;
    }

    /** Bytes as they are, text in UTF-8, anything else as JSON. */
    static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return Replies.bytes(value instanceof String text ? text : JsonText.of(value));
    }

    /** A finite number as JSON has it. */
    static String number(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new DataException("JSON has no number for what is infinite or none");
        }
        return number instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }
}
