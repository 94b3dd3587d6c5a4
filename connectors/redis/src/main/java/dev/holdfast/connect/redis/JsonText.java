package dev.holdfast.connect.redis;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON: a library for it would be the largest part of the plug-in. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    /** A value of Connect as JSON. Bytes are Base64, times milliseconds since 1970. */
    static String of(@Nullable Object value) {
        return new JsonText().value(value).toString();
    }

    private JsonText value(@Nullable Object value) {
        Map<String, @Nullable Object> fields = ConnectValues.fields(value);
        if (fields != null) {
            return object(fields);
        }
        if (value == null || value instanceof Boolean) {
            return raw(String.valueOf(value));
        }
        if (value instanceof Number number) {
            return raw(ConnectValues.number(number));
        }
        if (value instanceof Date date) {
            return raw(Long.toString(date.toInstant().toEpochMilli()));
        }
        if (value instanceof Collection<?> items) {
            return array(items);
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return string(Base64.getEncoder().encodeToString(ConnectValues.bytes(value)));
        }
        return string(value.toString());
    }

    private JsonText object(Map<String, @Nullable Object> fields) {
        raw("{");
        String between = "";
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            raw(between).string(field.getKey()).raw(":").value(field.getValue());
            between = ",";
        }
        return raw("}");
    }

    private JsonText array(Collection<?> items) {
        raw("[");
        String between = "";
        for (Object item : items) {
            raw(between).value(item);
            between = ",";
        }
        return raw("]");
    }

    /** Writes what belongs to the syntax, as it is. */
    private JsonText raw(String syntax) {
        text.append(syntax);
        return this;
    }

    /** Writes a text in quotes. */
    private JsonText string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
