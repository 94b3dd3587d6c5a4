package dev.holdfast.connect.nats;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Subscribes without JetStream: at most once. What comes while the task is away, or faster than Kafka takes it, is lost. */
final class CoreSession implements UpstreamSession<Message> {
    private final NatsSourceConfig config;
    private final Connection connection;
    private final Subscription subscription;
    private long count;

    private CoreSession(NatsSourceConfig config, Connection connection) {
        this.config = config;
        this.connection = connection;
        this.subscription = connection.subscribe(config.subject(), config.queueGroup());
    }

    static CoreSession open(NatsSourceConfig config) throws Exception {
        return new CoreSession(config, NatsConnection.open(config, "holdfast-source-core"));
    }

    @Override
    public List<UpstreamRecord<Message>> receive(int atMost, Duration patience) throws Exception {
        List<UpstreamRecord<Message>> records = new ArrayList<>();
        Message message = subscription.nextMessage(patience);
        while (message != null) {
            records.add(NatsRecords.of(message, config, ++count));
            message = records.size() < atMost ? subscription.nextMessage(1) : null;
        }
        if (records.isEmpty() && connection.getStatus() != Connection.Status.CONNECTED) {
            throw new IOException("the connection is " + connection.getStatus());
        }
        return records;
    }

    @Override
    public void settle(List<UpstreamRecord<Message>> written, List<UpstreamRecord<Message>> rejected) {}

    @Override
    public void close() {
        NatsConnection.close(connection);
    }
}
