package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Two streams of a NATS server. */
final class NatsSystem implements OtherSystem {
    private static final String INBOUND = "inbound";
    private static final String OUTBOUND = "outbound";
    private static final long LIMIT_SECONDS = 60;

    private final NatsServer server;
    private final Connection connection;
    private final JetStream jetStream;

    NatsSystem(Path logs) throws Exception {
        server = new NatsServer(logs);
        server.start();
        connection = Nats.connect(url());
        jetStream = connection.jetStream();
        for (String name : List.of(INBOUND, OUTBOUND)) {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(name)
                            .subjects(name)
                            .build());
        }
    }

    @Override
    public String name() {
        return "NATS";
    }

    @Override
    public boolean exactlyOnceToKafka() {
        return true;
    }

    @Override
    public void send(List<String> bodies) throws Exception {
        List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
        for (String body : bodies) {
            acks.add(jetStream.publishAsync(INBOUND, body.getBytes(StandardCharsets.UTF_8)));
        }
        for (CompletableFuture<PublishAck> ack : acks) {
            ack.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void receive(Consumer<String> each) throws Exception {
        Dispatcher dispatcher = connection.createDispatcher();
        jetStream.subscribe(
                OUTBOUND,
                dispatcher,
                message -> each.accept(new String(message.getData(), StandardCharsets.UTF_8)),
                false,
                PushSubscribeOptions.builder().stream(OUTBOUND).ordered(true).build());
    }

    @Override
    public Map<String, String> source() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.nats.NatsSourceConnector",
                "nats.url",
                url(),
                "nats.stream",
                INBOUND,
                "exactly.once.support",
                "required");
    }

    @Override
    public Map<String, String> sink() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.nats.NatsSinkConnector",
                "nats.url",
                url(),
                "nats.subject",
                OUTBOUND);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }

    private String url() {
        return "nats://127.0.0.1:" + server.port();
    }
}
