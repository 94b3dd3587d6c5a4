package dev.holdfast.connect.nats;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.IterableConsumer;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream from a sequence number on, in its order, through an ephemeral consumer that acknowledges nothing. JetStream
 * numbers what it delivers to a consumer; a number that is missing means that something got lost on its way, and the session
 * ends: the next one begins after the last message that came.
 */
final class SequenceSession implements UpstreamSession<Message> {
    private static final Logger LOG = LoggerFactory.getLogger(SequenceSession.class);
    private static final Duration FORGET_CONSUMER_AFTER = Duration.ofSeconds(60);

    private final NatsSourceConfig config;
    private final Position position;
    private final Connection connection;
    private final IterableConsumer consumer;
    private long delivered;

    private SequenceSession(
            NatsSourceConfig config, Position position, Connection connection, IterableConsumer consumer) {
        this.config = config;
        this.position = position;
        this.connection = connection;
        this.consumer = consumer;
    }

    static SequenceSession open(NatsSourceConfig config, Position position) throws Exception {
        Connection connection = NatsConnection.open(config, "holdfast-source-" + config.stream());
        try {
            StreamState state = JetStreamErrors.lasting(
                            () -> connection.getStreamContext(config.stream()).getStreamInfo())
                    .getStreamState();
            if (position.next() > state.getLastSequence() + 1) {
                // JetStream would wait for that number, and pass over everything before it.
                throw new ConnectException("Stream " + config.stream() + " ends at " + state.getLastSequence()
                        + ", but " + position.next() + " is to be read next: is it another stream of the same name?"
                        + " Reset or alter the connector's offsets to read on");
            }
            long first = state.getFirstSequence();
            if (first > position.next() && position.next() > 1) {
                LOG.warn(
                        "Stream {} begins at {} now; {} numbers before it were removed before they were read",
                        config.stream(),
                        first,
                        first - position.next());
            }
            ConsumerConfiguration ephemeral = ConsumerConfiguration.builder()
                    .ackPolicy(AckPolicy.None)
                    .deliverPolicy(DeliverPolicy.ByStartSequence)
                    .startSequence(position.next())
                    .filterSubject(config.subject())
                    .memStorage(true)
                    .inactiveThreshold(FORGET_CONSUMER_AFTER)
                    .build();
            IterableConsumer consumer = JetStreamErrors.lasting(() -> connection
                    .getStreamContext(config.stream())
                    .createOrUpdateConsumer(ephemeral)
                    .iterate(ConsumeOptions.builder()
                            .batchSize(Math.max(2, config.maxInFlight()))
                            .build()));
            return new SequenceSession(config, position, connection, consumer);
        } catch (Exception e) {
            NatsConnection.close(connection);
            throw e;
        }
    }

    @Override
    public List<UpstreamRecord<Message>> receive(int atMost, Duration patience) throws Exception {
        List<UpstreamRecord<Message>> records = new ArrayList<>();
        long last = 0;
        Message message = consumer.nextMessage(patience);
        while (message != null) {
            long number = message.metaData().consumerSequence();
            if (number != delivered + 1) {
                throw new IOException("message " + number + " came after message " + delivered + " of its consumer");
            }
            delivered = number;
            last = message.metaData().streamSequence();
            records.add(NatsRecords.of(message, config, last));
            message = records.size() < atMost ? consumer.nextMessage(1) : null;
        }
        if (records.isEmpty() && connection.getStatus() != Connection.Status.CONNECTED) {
            throw new IOException("the connection is " + connection.getStatus());
        }
        if (!records.isEmpty()) {
            // Only now: what an exception keeps from being returned must be read again.
            position.read(last);
        }
        return records;
    }

    /** Nothing to tell: the position is an offset in Kafka. */
    @Override
    public void settle(List<UpstreamRecord<Message>> written, List<UpstreamRecord<Message>> rejected) {}

    @Override
    public void close() {
        NatsConnection.close(connection);
    }

    /** Where a task is in its stream, over all its sessions. */
    static final class Position {
        private long next;

        Position(long next) {
            this.next = next;
        }

        long next() {
            return next;
        }

        void read(long sequence) {
            next = sequence + 1;
        }
    }
}
