package dev.holdfast.connect.nats;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Reads through a durable consumer that tasks share, and acknowledges each message. What waits for Kafka is kept from being
 * delivered again by signs of life; what is not settled when a task ends is given back at once.
 */
final class DurableSession implements UpstreamSession<Message> {
    private static final int SIGNS_PER_WAIT = 3;

    private final NatsSourceConfig config;
    private final Connection connection;
    private final IterableConsumer consumer;
    private final Set<Message> unsettled = Collections.newSetFromMap(new IdentityHashMap<>());
    private long lastSign = System.nanoTime();

    private DurableSession(NatsSourceConfig config, Connection connection, IterableConsumer consumer) {
        this.config = config;
        this.connection = connection;
        this.consumer = consumer;
    }

    static DurableSession open(NatsSourceConfig config) throws Exception {
        Connection connection = NatsConnection.open(config, "holdfast-source-" + config.stream());
        try {
            ConsumerConfiguration durable = ConsumerConfiguration.builder()
                    .durable(config.durable())
                    .ackPolicy(AckPolicy.Explicit)
                    .ackWait(config.ackWait())
                    .filterSubject(config.subject())
                    .build();
            IterableConsumer consumer = JetStreamErrors.lasting(() -> connection
                    .getStreamContext(config.stream())
                    .createOrUpdateConsumer(durable)
                    .iterate(ConsumeOptions.builder()
                            .batchSize(Math.max(2, config.maxInFlight()))
                            .build()));
            return new DurableSession(config, connection, consumer);
        } catch (Exception e) {
            NatsConnection.close(connection);
            throw e;
        }
    }

    @Override
    public List<UpstreamRecord<Message>> receive(int atMost, Duration patience) throws Exception {
        List<UpstreamRecord<Message>> records = new ArrayList<>();
        Message message = consumer.nextMessage(patience);
        while (message != null) {
            unsettled.add(message);
            records.add(NatsRecords.of(message, config, message.metaData().streamSequence()));
            message = records.size() < atMost ? consumer.nextMessage(1) : null;
        }
        if (records.isEmpty() && connection.getStatus() != Connection.Status.CONNECTED) {
            throw new IOException("the connection is " + connection.getStatus());
        }
        return records;
    }

    @Override
    public void settle(List<UpstreamRecord<Message>> written, List<UpstreamRecord<Message>> rejected) {
        for (UpstreamRecord<Message> record : written) {
            record.message().ack();
            unsettled.remove(record.message());
        }
        for (UpstreamRecord<Message> record : rejected) {
            record.message().term();
            unsettled.remove(record.message());
        }
    }

    @Override
    public void keepAlive(Iterable<UpstreamRecord<Message>> records) {
        if (System.nanoTime() - lastSign > config.ackWait().toNanos() / SIGNS_PER_WAIT) {
            lastSign = System.nanoTime();
            unsettled.forEach(Message::inProgress);
        }
    }

    @Override
    public void close() {
        try {
            if (connection.getStatus() == Connection.Status.CONNECTED) {
                giveBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JetStreamStatusCheckedException | IllegalStateException e) {
            // It is delivered again after the acknowledgement's time is over.
            consumer.stop();
        } finally {
            NatsConnection.close(connection);
        }
    }

    private void giveBack() throws InterruptedException, JetStreamStatusCheckedException {
        consumer.stop();
        Message waiting = consumer.nextMessage(1);
        while (waiting != null) {
            waiting.nak();
            waiting = consumer.nextMessage(1);
        }
        unsettled.forEach(Message::nak);
        try {
            connection.flush(NatsConnection.timeout(config));
        } catch (java.util.concurrent.TimeoutException late) {
            consumer.stop();
        }
    }
}
