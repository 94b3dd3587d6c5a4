package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Typed;
import dev.holdfast.connect.UpstreamSession;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that reads a stream. Acknowledgements only make RabbitMQ send more; the position is an offset in Kafka.
 *
 * <p>RabbitMQ passes over everything before the offset that it is told to begin with, also in a stream that does not reach it,
 * because it was deleted and declared anew: that would lose messages without a word. So a session begins with the last message
 * that was read before. A stream that has messages, but neither this one nor a later one, is another stream.
 */
final class RabbitStreamSession implements UpstreamSession<Long> {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitStreamSession.class);
    private static final String OFFSET_ARGUMENT = "x-stream-offset";
    private static final int CLOSE_LIMIT_MS = 2_000;

    /** Time-outs to connect within which the first message comes, if there is one. */
    private static final int PATIENCE = 3;

    private final RabbitStreamConfig config;
    private final StreamPosition position;
    private final Connection connection;
    private final Channel channel;
    private final long patienceEnds;
    private final LinkedBlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
    private boolean isKnownStream;

    private RabbitStreamSession(
            RabbitStreamConfig config, StreamPosition position, Connection connection, Channel channel) {
        this.config = config;
        this.position = position;
        this.connection = connection;
        this.channel = channel;
        this.isKnownStream = !position.isKnown();
        this.patienceEnds = System.nanoTime() + PATIENCE * config.timeout().toNanos();
    }

    static RabbitStreamSession open(RabbitStreamConfig config, StreamPosition position)
            throws IOException, TimeoutException, GeneralSecurityException {
        Connection connection = RabbitConnection.open(config, "holdfast-source-" + config.stream());
        RabbitStreamSession session = new RabbitStreamSession(config, position, connection, connection.createChannel());
        try {
            session.consume();
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public List<UpstreamRecord<Long>> receive(int atMost, Duration patience) throws IOException, InterruptedException {
        String reason = lost.get();
        if (reason != null) {
            throw new IOException(reason);
        }
        Delivery first = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            requireKnownStream();
            return List.of();
        }
        List<Delivery> messages = new ArrayList<>();
        messages.add(first);
        arrived.drainTo(messages, atMost - 1);
        List<UpstreamRecord<Long>> records = new ArrayList<>(messages.size());
        long last = position.last();
        for (Delivery message : messages) {
            long offset = offset(message);
            checkStart(offset);
            if (offset > last) {
                records.add(record(message, offset));
                last = offset;
            }
        }
        channel.basicAck(messages.get(messages.size() - 1).getEnvelope().getDeliveryTag(), true);
        // Only now: what an exception keeps from being returned must be read again.
        position.read(last);
        return records;
    }

    /** Nothing to tell: the position is an offset in Kafka. */
    @Override
    public void settle(List<UpstreamRecord<Long>> written, List<UpstreamRecord<Long>> rejected) {}

    @Override
    public void close() {
        // Waits for the answer at most so long, and never throws.
        connection.abort(CLOSE_LIMIT_MS);
    }

    private void consume() throws IOException {
        connection.addShutdownListener(
                signal -> lost.compareAndSet(null, "the connection ended: " + signal.getMessage()));
        channel.addShutdownListener(signal -> lost.compareAndSet(null, "the channel ended: " + signal.getMessage()));
        CancelCallback cancelled =
                consumerTag -> lost.compareAndSet(null, "RabbitMQ cancelled the consumer of " + config.stream());
        Object start = position.isKnown() ? position.last() : config.start();
        try {
            channel.basicQos(config.ahead());
            channel.basicConsume(
                    config.stream(),
                    false,
                    Map.of(OFFSET_ARGUMENT, start),
                    (consumerTag, message) -> arrived.add(message),
                    cancelled);
        } catch (IOException e) {
            throw RabbitConnection.lastingOrSame(e);
        }
    }

    /** The first message of a session tells whether some were removed before they were read. */
    private void checkStart(long offset) {
        if (!isKnownStream) {
            isKnownStream = true;
            if (offset > position.last() + 1) {
                LOG.warn(
                        "Stream {} begins at {} now; {} messages before it were removed before they were read",
                        config.stream(),
                        offset,
                        offset - position.last() - 1);
            }
        }
    }

    private void requireKnownStream() throws IOException {
        if (isKnownStream || System.nanoTime() - patienceEnds < 0) {
            return;
        }
        int messages;
        try {
            messages = channel.queueDeclarePassive(config.stream()).getMessageCount();
        } catch (IOException e) {
            throw RabbitConnection.lastingOrSame(e);
        }
        if (messages > 0 && arrived.isEmpty()) {
            throw new ConnectException(
                    "Stream " + config.stream() + " has " + messages + " messages, but neither that with"
                            + " offset " + position.last()
                            + ", which was read last, nor later ones: is it another stream of the"
                            + " same name? Reset or alter the connector's offsets to read on");
        }
    }

    private static long offset(Delivery message) {
        Map<String, Object> headers = message.getProperties().getHeaders();
        if (headers != null && headers.get(OFFSET_ARGUMENT) instanceof Number offset) {
            return offset.longValue();
        }
        throw new ConnectException("A message came without offset: " + message.getEnvelope() + " is of no stream");
    }

    private UpstreamRecord<Long> record(Delivery message, long offset) {
        return new UpstreamRecord<>(
                offset,
                position.origin(offset),
                config.topic(),
                Typed.text(config.key().keyOf(message)),
                Typed.bytes(message.getBody()),
                null,
                AmqpHeaders.toKafka(message));
    }
}
