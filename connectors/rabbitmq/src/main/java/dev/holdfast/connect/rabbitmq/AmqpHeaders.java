package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import dev.holdfast.connect.Payloads;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Headers and properties of messages as headers of records, and back. Properties have names that begin with {@value #PREFIX};
 * message headers keep theirs.
 */
final class AmqpHeaders {
    static final String PREFIX = "rabbitmq.";
    private static final String TOMBSTONE = "kafka.tombstone";
    private static final int TRANSIENT = 1;
    private static final int PERSISTENT = 2;

    private AmqpHeaders() {}

    static Headers toKafka(Delivery message) {
        ConnectHeaders headers = new ConnectHeaders();
        BasicProperties properties = message.getProperties();
        if (properties.getHeaders() != null) {
            properties.getHeaders().forEach((name, value) -> add(headers, name, value));
        }
        add(headers, PREFIX + "exchange", message.getEnvelope().getExchange());
        add(headers, PREFIX + "routing.key", message.getEnvelope().getRoutingKey());
        add(headers, PREFIX + "redelivered", message.getEnvelope().isRedeliver());
        add(headers, PREFIX + "message.id", properties.getMessageId());
        add(headers, PREFIX + "correlation.id", properties.getCorrelationId());
        add(headers, PREFIX + "content.type", properties.getContentType());
        add(headers, PREFIX + "content.encoding", properties.getContentEncoding());
        add(headers, PREFIX + "reply.to", properties.getReplyTo());
        add(headers, PREFIX + "type", properties.getType());
        add(headers, PREFIX + "app.id", properties.getAppId());
        add(headers, PREFIX + "user.id", properties.getUserId());
        add(headers, PREFIX + "expiration", properties.getExpiration());
        add(headers, PREFIX + "priority", properties.getPriority());
        add(headers, PREFIX + "timestamp", properties.getTimestamp());
        return headers;
    }

    static BasicProperties toAmqp(SinkRecord record, boolean persistent) {
        Map<String, Object> headers = new HashMap<>();
        for (Header header : record.headers()) {
            Object value = header.value() instanceof byte[] bytes ? bytes : Payloads.text(header.value());
            if (!header.key().startsWith(PREFIX) && value != null) {
                headers.put(header.key(), value);
            }
        }
        if (record.value() == null) {
            headers.put(TOMBSTONE, true);
        }
        return new BasicProperties.Builder()
                .headers(headers)
                .deliveryMode(persistent ? PERSISTENT : TRANSIENT)
                .messageId(Payloads.coordinates(record))
                .correlationId(Payloads.header(record, PREFIX + "correlation.id"))
                .contentType(Payloads.header(record, PREFIX + "content.type"))
                .contentEncoding(Payloads.header(record, PREFIX + "content.encoding"))
                .replyTo(Payloads.header(record, PREFIX + "reply.to"))
                .type(Payloads.header(record, PREFIX + "type"))
                .appId(Payloads.header(record, PREFIX + "app.id"))
                .build();
    }

    private static void add(ConnectHeaders headers, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof Boolean truth) {
            headers.addBoolean(name, truth);
        } else if (value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long) {
            headers.addLong(name, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            headers.addDouble(name, ((Number) value).doubleValue());
        } else if (value instanceof byte[] bytes) {
            headers.addBytes(name, bytes);
        } else if (value instanceof LongString text) {
            headers.addString(name, text.toString());
        } else if (value instanceof Date date) {
            headers.addLong(name, date.toInstant().toEpochMilli());
        } else {
            // Tables, arrays, decimals: readable, but not to be read back.
            headers.add(name, value.toString(), Schema.STRING_SCHEMA);
        }
    }
}
