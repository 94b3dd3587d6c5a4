package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.JmsServer;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two queues of a broker in a JVM of its own, and a connection by the broker's own client. */
final class JmsSystem implements OtherSystem {
    private static final Logger LOG = LoggerFactory.getLogger(JmsSystem.class);
    private static final String INBOUND = "inbound";
    private static final String OUTBOUND = "outbound";

    private final JmsServer.Kind kind;
    private final JmsServer server;
    private final Connection connection;
    private final Session sending;
    private final MessageProducer producer;

    static JmsSystem open(JmsServer.Kind kind, Path logs) throws JMSException, IOException {
        JmsServer server = new JmsServer(kind, logs);
        try {
            server.start();
            server.createQueue(INBOUND);
            server.createQueue(OUTBOUND);
            return new JmsSystem(kind, server);
        } catch (JMSException | IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private JmsSystem(JmsServer.Kind kind, JmsServer server) throws JMSException {
        this.kind = kind;
        this.server = server;
        connection = connect();
        sending = connection.createSession(Session.SESSION_TRANSACTED);
        producer = sending.createProducer(sending.createQueue(INBOUND));
        connection.start();
    }

    @Override
    public String name() {
        return switch (kind) {
            case CLASSIC -> "ActiveMQ Classic";
            case ARTEMIS -> "ActiveMQ Artemis";
        };
    }

    @Override
    public boolean exactlyOnceToKafka() {
        return false;
    }

    @Override
    public void send(List<String> bodies) throws JMSException {
        for (String body : bodies) {
            producer.send(sending.createTextMessage(body));
        }
        sending.commit();
    }

    @Override
    public void receive(Consumer<String> each) throws JMSException {
        Session receiving = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = receiving.createConsumer(receiving.createQueue(OUTBOUND));
        consumer.setMessageListener(message -> {
            try {
                each.accept(message.getBody(String.class));
            } catch (JMSException e) {
                // It then counts as lost, and the client says why in the log.
                throw new IllegalStateException("A message can't be read", e);
            }
        });
    }

    @Override
    public Map<String, String> source() {
        return connector("dev.holdfast.connect.jms.JmsSourceConnector", INBOUND);
    }

    /** Writes each record once: Artemis remembers ids, in Classic the positions are in a queue. */
    @Override
    public Map<String, String> sink() {
        Map<String, String> sink = connector("dev.holdfast.connect.jms.JmsSinkConnector", OUTBOUND);
        sink.put("jms.message.type", "text");
        if (kind == JmsServer.Kind.CLASSIC) {
            sink.put("jms.state.queue", "positions");
        }
        return sink;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.warn("The connection was not closed in good order", e);
        } finally {
            server.close();
        }
    }

    private Connection connect() throws JMSException {
        return switch (kind) {
            case CLASSIC ->
                new org.apache.activemq.ActiveMQConnectionFactory(url())
                        .createConnection(JmsServer.USER, JmsServer.USER);
            case ARTEMIS -> artemis(url());
        };
    }

    /** The factory must stay open as long as the connection, and ends with the process. */
    private static Connection artemis(String url) throws JMSException {
        return new org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(url)
                .createConnection(JmsServer.USER, JmsServer.USER);
    }

    private Map<String, String> connector(String type, String queue) {
        return new TreeMap<>(Map.of(
                "connector.class",
                type,
                "jms.provider",
                kind == JmsServer.Kind.CLASSIC ? "activemq" : "artemis",
                "jms.url",
                url(),
                "jms.username",
                JmsServer.USER,
                "jms.password",
                JmsServer.USER,
                "jms.destination.name",
                queue));
    }

    /** Artemis gives out what a killed client had when the connection's time to live is over, a minute unless set. */
    private String url() {
        String more =
                switch (kind) {
                    case CLASSIC -> "";
                    case ARTEMIS -> "?connectionTTL=5000&clientFailureCheckPeriod=2000";
                };
        return "tcp://127.0.0.1:" + server.port() + more;
    }
}
