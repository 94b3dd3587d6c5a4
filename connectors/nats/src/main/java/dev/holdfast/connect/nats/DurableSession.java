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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads through a durable consumer that tasks share, and acknowledges each message. What waits for Kafka is kept from being
 * delivered again by signs of life; what comes again all the same is not written again; what is not settled when a task ends
 * is given back at once.
 */
final class DurableSession implements UpstreamSession<Message> {
    private static final int SIGNS_PER_WAIT = 3;
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final NatsSourceConfig config;
    private final Connection connection;
    private final IterableConsumer consumer;
    private final Seen seen;

    /** What this session has handed out and not settled, by the number in the stream. */
    private final Map<Long, Message> unsettled = new HashMap<>();

    private long lastSign = System.nanoTime();

    private DurableSession(NatsSourceConfig config, Seen seen, Connection connection, IterableConsumer consumer) {
        this.config = config;
        this.seen = seen;
        this.connection = connection;
        this.consumer = consumer;
    }

    static DurableSession open(NatsSourceConfig config, Seen seen) throws Exception {
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
            return new DurableSession(config, seen, connection, consumer);
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
            switch (seen.of(message)) {
                case NEW -> records.add(handOut(message));
                case WRITTEN -> message.ack();
                case UNDER_WAY -> askAgain(message);
            }
            message = records.size() < atMost ? consumer.nextMessage(1) : null;
        }
        if (records.isEmpty() && connection.getStatus() != Connection.Status.CONNECTED) {
            throw new IOException("the connection is " + connection.getStatus());
        }
        return records;
    }

    private UpstreamRecord<Message> handOut(Message message) {
        long sequence = message.metaData().streamSequence();
        UpstreamRecord<Message> record = NatsRecords.of(message, config, sequence);
        seen.underWay(record);
        unsettled.put(sequence, message);
        return record;
    }

    /** What this session has handed out it settles itself; what an older one has, nobody would settle. */
    private void askAgain(Message message) {
        if (!unsettled.containsKey(message.metaData().streamSequence())) {
            message.nakWithDelay(ASK_AGAIN_AFTER);
        }
    }

    @Override
    public void settle(List<UpstreamRecord<Message>> written, List<UpstreamRecord<Message>> rejected) {
        for (UpstreamRecord<Message> record : written) {
            record.message().ack();
            seen.done(record);
            unsettled.remove(record.message().metaData().streamSequence());
        }
        for (UpstreamRecord<Message> record : rejected) {
            record.message().term();
            seen.forget(record);
            unsettled.remove(record.message().metaData().streamSequence());
        }
    }

    @Override
    public void keepAlive(Iterable<UpstreamRecord<Message>> records) {
        if (System.nanoTime() - lastSign > config.ackWait().toNanos() / SIGNS_PER_WAIT) {
            lastSign = System.nanoTime();
            unsettled.values().forEach(Message::inProgress);
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
            if (!unsettled.containsKey(waiting.metaData().streamSequence())) {
                waiting.nak();
            }
            waiting = consumer.nextMessage(1);
        }
        unsettled.values().forEach(Message::nak);
        try {
            connection.flush(NatsConnection.timeout(config));
        } catch (java.util.concurrent.TimeoutException late) {
            consumer.stop();
        }
    }
}
