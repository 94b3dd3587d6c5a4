package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.RabbitServer;
import dev.holdfast.connect.lab.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A RabbitMQ of the test, and what a test does with it. Each call has a connection of its own: servers come and go. */
final class RabbitBroker {
    private static final int LIMIT_MS = 60_000;

    private final RabbitServer server = new RabbitServer(Lab.logs());

    RabbitBroker() {
        server.start();
    }

    Server server() {
        return server;
    }

    Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(server.port());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setHandshakeTimeout(LIMIT_MS);
        return factory.newConnection("test");
    }

    void declare(String queue, Map<String, Object> arguments) {
        try (Connection connection = connect()) {
            connection.createChannel().queueDeclare(queue, true, false, false, arguments);
            server.saveDeclarations();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("Queue " + queue + " can't be declared", e);
        }
    }

    /** Sends what the queue then has for sure: RabbitMQ confirms what goes to no queue, too, but returns it before. */
    void send(String queue, List<String> bodies) throws IOException, TimeoutException, InterruptedException {
        try (Connection connection = connect()) {
            Channel channel = connection.createChannel();
            AtomicReference<@Nullable String> returned = new AtomicReference<>();
            channel.addReturnListener(message -> returned.set(message.getReplyText()));
            channel.confirmSelect();
            for (String body : bodies) {
                channel.basicPublish(
                        "", queue, true, MessageProperties.PERSISTENT_BASIC, body.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(LIMIT_MS);
            if (returned.get() != null) {
                throw new IOException("Queue " + queue + " did not get all messages: " + returned.get());
            }
        }
    }

    /** Messages that are ready or with a consumer. */
    long messages(String queue) throws IOException {
        return server.messages(queue);
    }

    /** Takes what is ready away. */
    List<GetResponse> drain(String queue) throws IOException, TimeoutException {
        List<GetResponse> messages = new ArrayList<>();
        try (Connection connection = connect()) {
            Channel channel = connection.createChannel();
            GetResponse message = channel.basicGet(queue, true);
            while (message != null) {
                messages.add(message);
                message = channel.basicGet(queue, true);
            }
        }
        return messages;
    }
}
