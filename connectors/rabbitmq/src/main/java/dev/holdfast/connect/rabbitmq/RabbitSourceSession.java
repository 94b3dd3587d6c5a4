package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Origin;
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
import org.jspecify.annotations.Nullable;

/**
 * A channel that consumes from a queue. The client's thread puts deliveries into {@link #arrived}, at most as many as the
 * prefetch count; everything else runs on the task thread. Delivery tags hold for this channel only.
 */
final class RabbitSourceSession implements UpstreamSession<Long> {
    private static final int CLOSE_LIMIT_MS = 2_000;

    private final RabbitSourceConfig config;
    private final Connection connection;
    private final Channel channel;
    private final LinkedBlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
    private final DeliveryTags tags = new DeliveryTags();

    private RabbitSourceSession(RabbitSourceConfig config, Connection connection, Channel channel) {
        this.config = config;
        this.connection = connection;
        this.channel = channel;
    }

    static RabbitSourceSession open(RabbitSourceConfig config)
            throws IOException, TimeoutException, GeneralSecurityException {
        Connection connection = RabbitConnection.open(config, "holdfast-source-" + config.queue());
        RabbitSourceSession session = new RabbitSourceSession(config, connection, connection.createChannel());
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
            // What has arrived is delivered again: no acknowledgement could be sent for it.
            throw new IOException(reason);
        }
        Delivery first = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return List.of();
        }
        List<Delivery> messages = new ArrayList<>();
        messages.add(first);
        arrived.drainTo(messages, atMost - 1);
        List<UpstreamRecord<Long>> records = new ArrayList<>(messages.size());
        for (Delivery message : messages) {
            records.add(record(message));
        }
        return records;
    }

    @Override
    public void settle(List<UpstreamRecord<Long>> written, List<UpstreamRecord<Long>> rejected) throws IOException {
        for (UpstreamRecord<Long> record : rejected) {
            channel.basicReject(record.message(), false);
            tags.rejected(record.message());
        }
        for (UpstreamRecord<Long> record : written) {
            tags.written(record.message());
        }
        long upTo = tags.takePrefix();
        if (upTo != 0) {
            channel.basicAck(upTo, true);
        }
        for (long tag : tags.takeBeyond()) {
            channel.basicAck(tag, false);
        }
    }

    @Override
    public void close() {
        // Sends what is buffered, waits for the answer at most so long, and never throws.
        connection.abort(CLOSE_LIMIT_MS);
    }

    private void consume() throws IOException {
        connection.addShutdownListener(
                signal -> lost.compareAndSet(null, "the connection ended: " + signal.getMessage()));
        channel.addShutdownListener(signal -> lost.compareAndSet(null, "the channel ended: " + signal.getMessage()));
        CancelCallback cancelled =
                consumerTag -> lost.compareAndSet(null, "RabbitMQ cancelled the consumer of " + config.queue());
        try {
            channel.basicQos(config.prefetch());
            channel.basicConsume(config.queue(), false, (consumerTag, message) -> arrived.add(message), cancelled);
        } catch (IOException e) {
            throw RabbitConnection.lastingOrSame(e);
        }
    }

    private UpstreamRecord<Long> record(Delivery message) {
        long tag = message.getEnvelope().getDeliveryTag();
        return new UpstreamRecord<>(
                tag,
                new Origin(Map.of("queue", config.queue()), Map.of("delivery", tag)),
                config.topic(),
                Typed.text(config.key().keyOf(message)),
                Typed.bytes(message.getBody()),
                null,
                AmqpHeaders.toKafka(message));
    }
}
