package dev.holdfast.connect.jms;

import dev.holdfast.connect.Payloads;
import dev.holdfast.connect.SinkSession;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A session of Artemis without transactions: each message carries an id by which Artemis leaves out what it has already, and
 * is confirmed alone. (In a transaction, one message that is there already would undo all others.)
 */
final class ConfirmedSinkSession implements SinkSession {
    private static final String ID = "_AMQ_DUPL_ID";

    private final JmsSinkConfig config;
    private final JmsConnection connection;
    private final JmsMessages messages;
    private final MessageProducer producer;

    /** Prepares everything on a connection that is not started. */
    ConfirmedSinkSession(JmsSinkConfig config, JmsConnection connection) throws JMSException {
        this.config = config;
        this.connection = connection;
        this.messages = new JmsMessages(config, connection.get().createSession(Session.AUTO_ACKNOWLEDGE));
        this.producer = messages.producer();
    }

    @Override
    public void write(List<SinkRecord> records, Results results) throws JMSException, InterruptedException {
        connection.requireOpen();
        Confirmations confirmations = new Confirmations();
        try {
            for (SinkRecord record : records) {
                send(record, confirmations, results);
            }
        } catch (JMSException e) {
            throw JmsAddress.lastingOrSame(e);
        } finally {
            // Also when the connection broke in between: what was confirmed before need not be written again.
            confirmations.await(connection, config.address().timeoutMs());
            confirmations.confirmed().forEach(results::written);
        }
        confirmations.requireComplete();
    }

    @Override
    public void close() {
        connection.close();
    }

    private void send(SinkRecord record, Confirmations confirmations, Results results) throws JMSException {
        Message message;
        try {
            message = messages.of(record);
        } catch (DataException e) {
            results.refused(record, e);
            return;
        }
        message.setStringProperty(ID, config.connector() + "-" + Payloads.coordinates(record));
        producer.send(message, confirmations.expect(record));
    }
}
