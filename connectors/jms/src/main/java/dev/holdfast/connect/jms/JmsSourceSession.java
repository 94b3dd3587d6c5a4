package dev.holdfast.connect.jms;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Origin;
import dev.holdfast.connect.UpstreamRecord.Typed;
import dev.holdfast.connect.UpstreamSession;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer in a session in which each message is acknowledged alone. (In the standard's modes, acknowledging one message
 * acknowledges all that the session has received, those too that Kafka does not have yet.)
 */
final class JmsSourceSession implements UpstreamSession<Message> {
    private final JmsSourceConfig config;
    private final Provider provider;
    private final JmsConnection connection;
    private final Session session;
    private final MessageConsumer consumer;
    private final @Nullable MessageProducer rejecting;
    private long deliveries;

    private JmsSourceSession(JmsSourceConfig config, JmsConnection connection) throws JMSException {
        this.config = config;
        this.provider = config.address().provider();
        this.connection = connection;
        this.session = connection.get().createSession(provider.individualAcknowledge());
        this.consumer = consumer(config, session);
        this.rejecting = config.rejectedQueue() == null
                ? null
                : session.createProducer(session.createQueue(config.rejectedQueue()));
    }

    static JmsSourceSession open(JmsSourceConfig config) throws JMSException {
        JmsConnection connection = config.address().open(config.window());
        try {
            JmsSourceSession opened = new JmsSourceSession(config, connection);
            connection.get().start();
            return opened;
        } catch (JMSException e) {
            connection.close();
            throw JmsAddress.lastingOrSame(e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Finds out whether a destination can be read. Of topics it only says that the name will do: it must not subscribe. */
    static void check(JmsConnection connection, JmsSourceConfig config) throws JMSException {
        try {
            Session session = connection.get().createSession(Session.AUTO_ACKNOWLEDGE);
            if (config.isTopic()) {
                session.createTopic(config.destination());
            } else {
                session.createBrowser(session.createQueue(config.destination()), config.selector())
                        .getEnumeration();
            }
        } catch (JMSException e) {
            throw JmsAddress.lastingOrSame(e);
        }
    }

    @Override
    public List<UpstreamRecord<Message>> receive(int atMost, Duration patience) throws JMSException {
        // What has arrived before is delivered again: no acknowledgement could be sent for it.
        connection.requireOpen();
        List<UpstreamRecord<Message>> records = new ArrayList<>();
        Message message = consumer.receive(patience.toMillis());
        while (message != null) {
            if (message instanceof ObjectMessage) {
                reject(message, "it carries a Java object, which is not read");
            } else {
                records.add(record(message));
            }
            message = records.size() < atMost ? consumer.receiveNoWait() : null;
        }
        return records;
    }

    @Override
    public void settle(List<UpstreamRecord<Message>> written, List<UpstreamRecord<Message>> rejected)
            throws JMSException {
        connection.requireOpen();
        for (UpstreamRecord<Message> record : rejected) {
            reject(record.message(), "its record was dropped and on.dropped=reject");
        }
        if (!written.isEmpty()) {
            provider.acknowledge(written.stream().map(UpstreamRecord::message).toList());
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /** The copy is there before the message is acknowledged: it may be there twice, but not nowhere. */
    private void reject(Message message, String reason) throws JMSException {
        if (rejecting == null) {
            throw new ConnectException("Message " + message.getJMSMessageID() + " can't be put aside (" + reason
                    + "): jms.rejected.queue is not set");
        }
        rejecting.send(message);
        provider.acknowledge(List.of(message));
    }

    private UpstreamRecord<Message> record(Message message) throws JMSException {
        return new UpstreamRecord<>(
                message,
                new Origin(Map.of("destination", config.destination()), Map.of("delivery", deliveries++)),
                config.topic(),
                Typed.text(config.key().keyOf(message)),
                JmsBody.toKafka(message),
                null,
                JmsHeaders.toKafka(message));
    }

    private static MessageConsumer consumer(JmsSourceConfig config, Session session) throws JMSException {
        if (!config.isTopic()) {
            return session.createConsumer(session.createQueue(config.destination()), config.selector());
        }
        Topic topic = session.createTopic(config.destination());
        if (config.isShared()) {
            return config.isDurable()
                    ? session.createSharedDurableConsumer(topic, config.subscription(), config.selector())
                    : session.createSharedConsumer(topic, config.subscription(), config.selector());
        }
        return config.isDurable()
                ? session.createDurableSubscriber(topic, config.subscription(), config.selector(), false)
                : session.createConsumer(topic, config.selector());
    }
}
