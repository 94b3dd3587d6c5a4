package dev.holdfast.connect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What sinks make of records. */
public final class Payloads {
    private Payloads() {}

    /**
     * A record's value as bytes: bytes as they are, text in UTF-8, none for a record without value.
     *
     * @param record the record
     * @return its bytes
     * @throws DataException if the value is anything else; the converter of values should be one for bytes or text
     */
    public static byte[] bytes(SinkRecord record) {
        Object value = record.value();
        if (value == null) {
            return new byte[0];
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new DataException("The value is a " + value.getClass().getSimpleName()
                + ", not bytes or text: set value.converter to ByteArrayConverter or StringConverter");
    }

    /**
     * A value as text.
     *
     * @param value a text, bytes in UTF-8, a number or a truth value
     * @return the text; null if there is no value, or one that is none of these
     */
    public static @Nullable String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }

    /**
     * The last header of a name as text.
     *
     * @param record the record
     * @param name the header's name
     * @return its text; null if there is none
     */
    public static @Nullable String header(SinkRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? null : text(header.value());
    }

    /**
     * Where Kafka has the record, before any transformation: the same whenever it is written again, so others can tell a
     * repetition by it.
     *
     * @param record the record
     * @return topic, partition and offset, joined by {@code -}
     */
    public static String coordinates(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "-" + record.originalKafkaOffset();
    }
}
