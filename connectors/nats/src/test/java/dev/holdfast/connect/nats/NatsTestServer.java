package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.NatsServer;
import dev.holdfast.connect.lab.Server;
import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A NATS server of the test, and what a test does with it. Each call has a connection of its own: servers come and go. */
final class NatsTestServer {
    /** Also of each request. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final NatsServer server = new NatsServer(Lab.logs());

    NatsTestServer() {
        server.start();
    }

    Server server() {
        return server;
    }

    /** Does something on a connection of its own. */
    <T> T on(Work<T> work) throws Exception {
        Connection connection = Nats.connect(new Options.Builder()
                .server("nats://127.0.0.1:" + server.port())
                .noReconnect()
                .connectionTimeout(LIMIT)
                .build());
        try {
            return work.with(connection);
        } finally {
            NatsConnection.close(connection);
        }
    }

    /** Creates a stream that stores the subject of the same name. */
    void stream(String name) {
        try {
            on(connection -> connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(name)
                            .subjects(name)
                            .build()));
        } catch (Exception e) {
            throw new IllegalStateException("Stream " + name + " can't be created", e);
        }
    }

    void send(String subject, List<String> bodies) throws Exception {
        on(connection -> {
            List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
            for (String body : bodies) {
                acks.add(connection.jetStream().publishAsync(subject, body.getBytes(StandardCharsets.UTF_8)));
            }
            for (CompletableFuture<PublishAck> ack : acks) {
                ack.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            return acks.size();
        });
    }

    /** How many messages come after those that a durable consumer has all acknowledged. */
    long unsettled(String stream, String durable) throws Exception {
        return on(connection -> {
            JetStreamManagement management = connection.jetStreamManagement();
            long last = management.getStreamInfo(stream).getStreamState().getLastSequence();
            return last
                    - management.getConsumerInfo(stream, durable).getAckFloor().getStreamSequence();
        });
    }

    /** How often a durable consumer has delivered a message, of whichever. */
    long deliveries(String stream, String durable) throws Exception {
        return on(connection -> connection
                .jetStreamManagement()
                .getConsumerInfo(stream, durable)
                .getDelivered()
                .getConsumerSequence());
    }

    List<Message> read(String stream) throws Exception {
        return on(connection -> {
            List<Message> messages = new ArrayList<>();
            long count = connection
                    .getStreamContext(stream)
                    .getStreamInfo()
                    .getStreamState()
                    .getMsgCount();
            if (count == 0) {
                return messages;
            }
            FetchConsumer fetch = connection
                    .getStreamContext(stream)
                    .createOrUpdateConsumer(ConsumerConfiguration.builder()
                            .ackPolicy(AckPolicy.None)
                            .build())
                    .fetch(FetchConsumeOptions.builder()
                            .maxMessages((int) count)
                            .expiresIn(LIMIT.toMillis())
                            .build());
            Message message = fetch.nextMessage();
            while (message != null) {
                messages.add(message);
                message = fetch.nextMessage();
            }
            return messages;
        });
    }

    /** What to do with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws Exception;
    }
}
