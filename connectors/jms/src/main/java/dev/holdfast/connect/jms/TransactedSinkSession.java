package dev.holdfast.connect.jms;

import dev.holdfast.connect.SinkSession;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A session of ActiveMQ Classic in which each batch is one transaction. When an answer to a commit is missing, the batch may be
 * there or not; with positions in the same transaction the next session knows, without them the batch is written again.
 */
final class TransactedSinkSession implements SinkSession {
    private final JmsConnection connection;
    private final Session session;
    private final JmsMessages messages;
    private final MessageProducer producer;
    private final @Nullable Positions positions;

    /** Prepares everything on a connection that is not started. */
    TransactedSinkSession(JmsSinkConfig config, JmsConnection connection) throws JMSException {
        this.connection = connection;
        this.session = connection.get().createSession(Session.SESSION_TRANSACTED);
        this.messages = new JmsMessages(config, session);
        this.producer = messages.producer();
        String stateQueue = config.stateQueue();
        this.positions = stateQueue == null ? null : new Positions(session, stateQueue, config.connector());
    }

    @Override
    public void write(List<SinkRecord> records, Results results) throws JMSException, InterruptedException {
        connection.requireOpen();
        try {
            List<SinkRecord> written = new ArrayList<>();
            for (SinkRecord record : records) {
                if ((positions != null && positions.isBehind(record)) || send(record, results)) {
                    written.add(record);
                }
            }
            if (positions != null) {
                results.awaitReports();
                positions.store();
            }
            session.commit();
            written.forEach(results::written);
        } catch (JMSException e) {
            throw JmsAddress.lastingOrSame(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private boolean send(SinkRecord record, Results results) throws JMSException {
        Message message;
        try {
            message = messages.of(record);
        } catch (DataException e) {
            results.refused(record, e);
            return false;
        }
        producer.send(message);
        return true;
    }
}
