package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes the frames {@code headers, key, value} of records. */
final class Outgoing {
    private static final String PREFIX = "zeromq.";

    private Outgoing() {}

    static List<byte[]> body(SinkRecord record) {
        return List.of(headers(record), key(record), Payloads.bytes(record));
    }

    private static byte[] key(SinkRecord record) {
        if (record.key() instanceof byte[] bytes) {
            return bytes;
        }
        String text = Payloads.text(record.key());
        if (text == null && record.key() != null) {
            throw new DataException("The key is a " + record.key().getClass().getSimpleName()
                    + ", not bytes, text, a number or a truth value: set key.converter");
        }
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] headers(SinkRecord record) {
        ConnectHeaders headers = new ConnectHeaders();
        for (Header header : record.headers()) {
            String value = Payloads.text(header.value());
            if (value != null && !header.key().startsWith(PREFIX)) {
                headers.addString(header.key(), value);
            }
        }
        if (record.value() == null) {
            headers.addString("kafka.tombstone", "true");
        }
        return HeadersFrame.write(headers);
    }
}
