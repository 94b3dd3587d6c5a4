package dev.holdfast.connect.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How far a sink has come in each partition, as one message in a queue for each. A transaction that writes takes that message
 * and puts a new one in its place, so there is always exactly one, and of two tasks that both believe to own a partition only
 * one can have it at a time; the other then sees how far the first has come.
 *
 * <p>Belongs to one transacted session; what is here since the last {@link #store} is undone when the session is closed.
 */
final class Positions {
    private static final String OFFSET = "kafka_offset";
    private static final long PATIENCE_MS = 2_000;

    private final Session session;
    private final String prefix;
    private final MessageProducer producer;
    private final Map<TopicPartition, Place> places = new HashMap<>();
    private final Map<TopicPartition, Long> reached = new HashMap<>();

    Positions(Session session, String stateQueue, String connector) throws JMSException {
        this.session = session;
        this.prefix = stateQueue + "."
                + URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("*", "%2A") + ".";
        this.producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
    }

    /** Whether a record was written or refused before; if not, it counts as that from now on. */
    boolean isBehind(SinkRecord record) throws JMSException {
        TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        Long stored = reached.get(partition);
        if (stored == null) {
            stored = place(partition).take();
        }
        boolean behind = record.originalKafkaOffset() <= stored;
        reached.put(partition, behind ? stored : record.originalKafkaOffset());
        return behind;
    }

    /** Puts back what was taken, or what was reached since. To be called before the commit. */
    void store() throws JMSException {
        for (Map.Entry<TopicPartition, Long> entry : reached.entrySet()) {
            place(entry.getKey()).put(entry.getValue());
        }
        reached.clear();
    }

    private Place place(TopicPartition partition) throws JMSException {
        Place place = places.get(partition);
        if (place == null) {
            place = new Place(prefix + partition);
            places.put(partition, place);
        }
        return place;
    }

    /** The queue of one partition. */
    private final class Place {
        private final Queue queue;
        private final MessageConsumer consumer;
        private boolean exists;

        private Place(String name) throws JMSException {
            queue = session.createQueue(name);
            // Nothing must be handed out before it is asked for: another task may need it.
            consumer = session.createConsumer(session.createQueue(name + "?consumer.prefetchSize=0"));
        }

        private long take() throws JMSException {
            Message message = consumer.receive(PATIENCE_MS);
            if (message == null && (exists || isThere())) {
                throw new JMSException("Another task is writing with the position in " + queue.getQueueName());
            }
            return message == null ? -1 : message.getLongProperty(OFFSET);
        }

        private void put(long offset) throws JMSException {
            Message message = session.createMessage();
            message.setLongProperty(OFFSET, offset);
            producer.send(queue, message);
            exists = true;
        }

        private boolean isThere() throws JMSException {
            try (jakarta.jms.QueueBrowser browser = session.createBrowser(queue)) {
                return browser.getEnumeration().hasMoreElements();
            }
        }
    }
}
