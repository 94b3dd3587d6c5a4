package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.holdfast.connect.Payloads;
import dev.holdfast.connect.SinkSession;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A channel in confirm mode. Messages are mandatory: one that no queue takes is refused, though RabbitMQ confirms it. */
final class RabbitSinkSession implements SinkSession {
    private static final int CLOSE_LIMIT_MS = 2_000;

    private final RabbitSinkConfig config;
    private final Connection connection;
    private final Channel channel;
    private final Confirms confirms = new Confirms();

    private RabbitSinkSession(RabbitSinkConfig config, Connection connection, Channel channel) {
        this.config = config;
        this.connection = connection;
        this.channel = channel;
    }

    static RabbitSinkSession open(RabbitSinkConfig config)
            throws IOException, TimeoutException, GeneralSecurityException {
        Connection connection = RabbitConnection.open(config, "holdfast-sink");
        RabbitSinkSession session = new RabbitSinkSession(config, connection, connection.createChannel());
        try {
            session.prepare();
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void write(List<SinkRecord> records, Results results) throws IOException, InterruptedException {
        Map<Long, SinkRecord> published = new LinkedHashMap<>();
        boolean inTime;
        try {
            for (SinkRecord record : records) {
                publish(record, published, results);
            }
        } finally {
            // Also when the connection broke in between: what was confirmed before need not be written again.
            inTime = confirms.await(config.ackTimeout());
            note(published, results);
        }
        confirms.requireComplete();
        if (!inTime) {
            throw new IOException("RabbitMQ did not confirm a batch within "
                    + config.ackTimeout().toMillis() + " ms");
        }
    }

    @Override
    public void close() {
        connection.abort(CLOSE_LIMIT_MS);
    }

    private void prepare() throws IOException {
        connection.addShutdownListener(signal -> confirms.lost("the connection ended: " + signal.getMessage()));
        channel.addShutdownListener(signal -> confirms.lost("the channel ended: " + signal.getMessage()));
        channel.addConfirmListener(confirms::confirmed, confirms::refused);
        channel.addReturnListener(back -> confirms.returned(
                back.getProperties().getMessageId(), back.getReplyCode() + " " + back.getReplyText()));
        try {
            if (!config.exchange().isEmpty()) {
                channel.exchangeDeclarePassive(config.exchange());
            }
            channel.confirmSelect();
        } catch (IOException e) {
            throw RabbitConnection.lastingOrSame(e);
        }
    }

    private void publish(SinkRecord record, Map<Long, SinkRecord> published, Results results) throws IOException {
        byte[] body;
        String routingKey;
        try {
            body = Payloads.bytes(record);
            routingKey = config.routingKey(record);
        } catch (DataException e) {
            results.refused(record, e);
            return;
        }
        long number = channel.getNextPublishSeqNo();
        confirms.published(number);
        published.put(number, record);
        try {
            channel.basicPublish(
                    config.exchange(), routingKey, true, AmqpHeaders.toAmqp(record, config.persistent()), body);
        } catch (AlreadyClosedException e) {
            throw new IOException("the channel is closed: " + e.getMessage(), e);
        }
    }

    private void note(Map<Long, SinkRecord> published, Results results) {
        published.forEach((number, record) -> {
            if (confirms.isConfirmed(number)) {
                String reason = confirms.takeReturned(Payloads.coordinates(record));
                if (reason == null) {
                    results.written(record);
                } else {
                    results.refused(record, new DataException("No queue took the message: " + reason));
                }
            }
        });
    }
}
