package dev.holdfast.connect.jms;

import dev.holdfast.connect.Payloads;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Messages of one session, made of records. */
final class JmsMessages {
    private static final String GROUP_ID = "JMSXGroupID";
    private static final String HEADER = "header:";

    private final JmsSinkConfig config;
    private final Session session;

    JmsMessages(JmsSinkConfig config, Session session) {
        this.config = config;
        this.session = session;
    }

    MessageProducer producer() throws JMSException {
        MessageProducer producer = session.createProducer(
                config.isTopic()
                        ? session.createTopic(config.destination())
                        : session.createQueue(config.destination()));
        producer.setDeliveryMode(config.isPersistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        return producer;
    }

    /** Makes a message; a {@link DataException} if the record's value is not one that is written. */
    Message of(SinkRecord record) throws JMSException {
        Message message = body(record);
        for (Header header : record.headers()) {
            addProperty(message, header);
        }
        message.setStringProperty("kafka_topic", record.originalTopic());
        message.setIntProperty("kafka_partition", record.originalKafkaPartition());
        message.setLongProperty("kafka_offset", record.originalKafkaOffset());
        if (record.value() == null) {
            message.setBooleanProperty("kafka_tombstone", true);
        }
        String key = Payloads.text(record.key());
        if (key != null) {
            message.setStringProperty("kafka_key", key);
        }
        String group = group(record);
        if (group != null) {
            message.setStringProperty(GROUP_ID, group);
        }
        message.setJMSCorrelationID(Payloads.header(record, JmsHeaders.PREFIX + "correlation.id"));
        message.setJMSType(Payloads.header(record, JmsHeaders.PREFIX + "type"));
        return message;
    }

    private Message body(SinkRecord record) throws JMSException {
        byte[] bytes = Payloads.bytes(record);
        boolean text = config.messageType().equals("text")
                || (config.messageType().equals("auto") && record.value() instanceof String);
        if (text) {
            return session.createTextMessage(new String(bytes, StandardCharsets.UTF_8));
        }
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(bytes);
        return message;
    }

    private @Nullable String group(SinkRecord record) {
        return switch (config.groupIdFrom()) {
            case "none" -> null;
            case "key" -> Payloads.text(record.key());
            default -> Payloads.header(record, config.groupIdFrom().substring(HEADER.length()));
        };
    }

    private static void addProperty(Message message, Header header) throws JMSException {
        String name = Names.toJms(header.key());
        if (header.key().startsWith(JmsHeaders.PREFIX) || !Names.isAllowed(name)) {
            return;
        }
        Object value = header.value();
        if (value instanceof Boolean || value instanceof Number) {
            message.setObjectProperty(name, value);
        } else {
            String text = Payloads.text(value);
            if (text != null) {
                message.setStringProperty(name, text);
            }
        }
    }
}
