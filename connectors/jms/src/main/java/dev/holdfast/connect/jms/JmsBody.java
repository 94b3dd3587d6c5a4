package dev.holdfast.connect.jms;

import dev.holdfast.connect.UpstreamRecord.Typed;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of messages as values of records. */
final class JmsBody {
    private JmsBody() {}

    /**
     * Bytes as they are and text in UTF-8; a map or a list of values, without schema, which converters of JSON take. Other
     * bodies are none.
     */
    static Typed toKafka(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            return Typed.bytes(body);
        }
        if (message instanceof TextMessage text) {
            String body = text.getText();
            return Typed.bytes(body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        }
        if (message instanceof MapMessage map) {
            return new Typed(null, entries(map));
        }
        if (message instanceof StreamMessage stream) {
            return new Typed(null, elements(stream));
        }
        return Typed.bytes(null);
    }

    private static Map<String, @Nullable Object> entries(MapMessage message) throws JMSException {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (String name : Names.list(message.getMapNames())) {
            entries.put(name, simple(message.getObject(name)));
        }
        return entries;
    }

    private static List<@Nullable Object> elements(StreamMessage message) throws JMSException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (true) {
            try {
                elements.add(simple(message.readObject()));
            } catch (MessageEOFException end) {
                return elements;
            }
        }
    }

    /** JMS has a type that Connect lacks. */
    private static @Nullable Object simple(@Nullable Object value) {
        return value instanceof Character character ? character.toString() : value;
    }
}
