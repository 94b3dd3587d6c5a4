package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.JmsServer;
import dev.holdfast.connect.lab.Server;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A broker of the test, and what a test does with it. Each call has a connection of its own: servers come and go. */
final class JmsBroker {
    private static final int PATIENCE_MS = 500;

    private final JmsServer.Kind kind;
    private final JmsServer server;

    JmsBroker(JmsServer.Kind kind) {
        this.kind = kind;
        this.server = new JmsServer(kind, Lab.logs());
        server.start();
    }

    Server server() {
        return server;
    }

    /** An address at which a broken connection is noticed soon, on both sides. */
    String url(int port) {
        String soon =
                switch (kind) {
                    case CLASSIC ->
                        "?wireFormat.maxInactivityDuration=4000&wireFormat.maxInactivityDurationInitalDelay=1000";
                    case ARTEMIS -> "?connectionTTL=4000&clientFailureCheckPeriod=2000";
                };
        return "tcp://127.0.0.1:" + port + soon;
    }

    /** What source and sink are told about the broker. */
    Map<String, String> address(int port) {
        return Map.of(
                "jms.provider",
                kind == JmsServer.Kind.CLASSIC ? "activemq" : "artemis",
                "jms.url",
                url(port),
                "jms.username",
                JmsServer.USER,
                "jms.password",
                JmsServer.USER,
                "jms.timeout.ms",
                "5000");
    }

    Connection connect() throws JMSException {
        String url = url(server.port());
        return switch (kind) {
            case CLASSIC ->
                new org.apache.activemq.ActiveMQConnectionFactory(url).createConnection(JmsServer.USER, JmsServer.USER);
            case ARTEMIS -> artemis(url);
        };
    }

    void create(String queue) {
        try {
            server.createQueue(queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String queue, List<String> bodies) throws JMSException {
        List<Making> messages = new ArrayList<>();
        for (String body : bodies) {
            messages.add(session -> session.createTextMessage(body));
        }
        sendAll(queue, messages);
    }

    /** Sends messages in one transaction. */
    void sendAll(String queue, List<Making> messages) throws JMSException {
        try (Connection connection = connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (Making message : messages) {
                producer.send(message.in(session));
            }
            session.commit();
        }
    }

    /** Messages that are ready or with a consumer. */
    long messages(String queue) throws IOException {
        return server.messages(queue);
    }

    /** Takes what is ready away. */
    List<Message> drain(String queue) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (Connection connection = connect()) {
            connection.start();
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            Message message = consumer.receive(PATIENCE_MS);
            while (message != null) {
                messages.add(message);
                message = consumer.receive(PATIENCE_MS);
            }
            session.commit();
        }
        return messages;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The factory must stay open as long as the connection, and is small: it goes with the test. */
    private static Connection artemis(String url) throws JMSException {
        return new org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(url)
                .createConnection(JmsServer.USER, JmsServer.USER);
    }

    /** Makes a message. */
    @FunctionalInterface
    interface Making {
        Message in(Session session) throws JMSException;
    }
}
