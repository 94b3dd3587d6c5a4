package dev.holdfast.connect.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Headers and properties of messages as headers of records. JMS headers have names that begin with {@value #PREFIX};
 * properties keep theirs.
 */
final class JmsHeaders {
    static final String PREFIX = "jms.";
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    /** Artemis' own, among them the id by which it tells repetitions. */
    private static final String ARTEMIS = "_AMQ_";

    private JmsHeaders() {}

    static Headers toKafka(Message message) throws JMSException {
        ConnectHeaders headers = new ConnectHeaders();
        for (String name : Names.list(message.getPropertyNames())) {
            if (!name.startsWith(ARTEMIS) && !name.equals(DELIVERY_COUNT)) {
                add(headers, Names.toKafka(name), message.getObjectProperty(name));
            }
        }
        add(headers, PREFIX + "destination", name(message.getJMSDestination()));
        add(headers, PREFIX + "message.id", message.getJMSMessageID());
        add(headers, PREFIX + "correlation.id", message.getJMSCorrelationID());
        add(headers, PREFIX + "type", message.getJMSType());
        add(headers, PREFIX + "reply.to", name(message.getJMSReplyTo()));
        add(headers, PREFIX + "redelivered", message.getJMSRedelivered());
        add(headers, PREFIX + "priority", message.getJMSPriority());
        add(headers, PREFIX + "timestamp", message.getJMSTimestamp());
        add(headers, PREFIX + "expiration", message.getJMSExpiration());
        if (message.propertyExists(DELIVERY_COUNT)) {
            add(headers, PREFIX + "delivery.count", message.getIntProperty(DELIVERY_COUNT));
        }
        return headers;
    }

    private static @Nullable String name(@Nullable Destination destination) throws JMSException {
        if (destination instanceof Queue queue) {
            return "queue://" + queue.getQueueName();
        }
        return destination instanceof Topic topic ? "topic://" + topic.getTopicName() : null;
    }

    private static void add(ConnectHeaders headers, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof Boolean truth) {
            headers.addBoolean(name, truth);
        } else if (value instanceof Double || value instanceof Float) {
            headers.addDouble(name, ((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            headers.addLong(name, number.longValue());
        } else {
            headers.add(name, value.toString(), Schema.STRING_SCHEMA);
        }
    }
}
