package dev.holdfast.examples.bridge;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.holdfast.connect.lab.RabbitServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Two queues of a RabbitMQ server. */
final class RabbitSystem implements OtherSystem {
    private static final String INBOUND = "inbound";
    private static final String OUTBOUND = "outbound";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RabbitServer server;
    private final Connection connection;
    private final Channel sending;

    RabbitSystem(Path logs) throws Exception {
        server = new RabbitServer(logs);
        server.start();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(server.port());
        connection = factory.newConnection();
        sending = connection.createChannel();
        sending.queueDeclare(INBOUND, true, false, false, null);
        sending.queueDeclare(OUTBOUND, true, false, false, null);
        sending.confirmSelect();
    }

    @Override
    public String name() {
        return "RabbitMQ";
    }

    @Override
    public boolean exactlyOnceToKafka() {
        return false;
    }

    @Override
    public void send(List<String> bodies) throws Exception {
        for (String body : bodies) {
            sending.basicPublish(
                    "", INBOUND, MessageProperties.PERSISTENT_BASIC, body.getBytes(StandardCharsets.UTF_8));
        }
        sending.waitForConfirmsOrDie(LIMIT.toMillis());
    }

    @Override
    public void receive(Consumer<String> each) throws Exception {
        connection
                .createChannel()
                .basicConsume(
                        OUTBOUND,
                        true,
                        (tag, delivery) -> each.accept(new String(delivery.getBody(), StandardCharsets.UTF_8)),
                        tag -> {});
    }

    @Override
    public Map<String, String> source() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.rabbitmq.RabbitSourceConnector",
                "rabbitmq.host",
                "127.0.0.1",
                "rabbitmq.port",
                Integer.toString(server.port()),
                "rabbitmq.queue",
                INBOUND);
    }

    @Override
    public Map<String, String> sink() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.rabbitmq.RabbitSinkConnector",
                "rabbitmq.host",
                "127.0.0.1",
                "rabbitmq.port",
                Integer.toString(server.port()),
                "rabbitmq.routing.key",
                OUTBOUND);
    }

    @Override
    public void close() {
        connection.abort();
        server.close();
    }
}
