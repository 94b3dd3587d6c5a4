package dev.holdfast.connect.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.JmsServer;
import dev.holdfast.connect.lab.Waiting;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What JMS has and other systems don't, on one kind of broker. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JmsSpecials {
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final JmsServer.Kind kind;
    private Lab lab;
    private JmsBroker broker;

    JmsSpecials(JmsServer.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        broker = new JmsBroker(kind);
    }

    @AfterAll
    void end() {
        broker.server().close();
    }

    Lab lab() {
        return lab;
    }

    JmsBroker broker() {
        return broker;
    }

    ConnectRest rest() {
        return lab.worker(false).rest();
    }

    @Test
    void aWrongPasswordIsReportedBeforeTheConnectorIsThereAndNotShown() {
        broker.create("wrong-password");
        Map<String, String> config = source("wrong-password", "nowhere");
        config.put("name", "x");
        config.put("jms.password", "open-sesame");

        assertThat(rest().validate(JmsSourceConnector.class.getName(), config))
                .singleElement()
                .asString()
                .startsWith("jms.url: no connection: ")
                .contains("The broker refuses")
                .doesNotContain("open-sesame");
    }

    @Test
    void headersPropertiesAndKeyGoBothWays() throws Exception {
        broker.create(topic("there"));
        broker.create(topic("back"));
        lab.kafka().createTopic(topic("both-ways"), 1, 1);
        broker.sendAll(topic("there"), List.of(session -> {
            TextMessage message = session.createTextMessage("hello");
            message.setStringProperty("JMSXGroupID", "blue");
            message.setStringProperty("tenant_DOT_name", "north");
            message.setIntProperty("weight", 12);
            message.setBooleanProperty("urgent", true);
            message.setJMSCorrelationID("c-1");
            message.setJMSType("greeting");
            return message;
        }));
        rest().create(topic("there"), source(topic("there"), topic("both-ways")));
        rest().create(topic("back"), sink(topic("both-ways"), topic("back")));

        Waiting.until("the message is back", LIMIT, () -> broker.messages(topic("back")) == 1);
        Message message = broker.drain(topic("back")).get(0);
        rest().delete(topic("there"));
        rest().delete(topic("back"));

        assertThat(message.getBody(String.class)).isEqualTo("hello");
        assertThat(message.getStringProperty("kafka_key")).isEqualTo("blue");
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("blue");
        assertThat(message.getStringProperty("tenant_DOT_name")).isEqualTo("north");
        assertThat(message.getLongProperty("weight")).isEqualTo(12);
        assertThat(message.getStringProperty("urgent")).isEqualTo("true");
        assertThat(message.getJMSCorrelationID()).isEqualTo("c-1");
        assertThat(message.getJMSType()).isEqualTo("greeting");
        assertThat(message.getStringProperty("kafka_topic")).isEqualTo(topic("both-ways"));
        assertThat(message.getIntProperty("kafka_partition")).isZero();
        assertThat(message.getLongProperty("kafka_offset")).isZero();
    }

    @Test
    void aMapIsReadAndAJavaObjectIsPutAside() throws Exception {
        broker.create(topic("bodies"));
        broker.create(topic("aside"));
        broker.create(topic("maps"));
        lab.kafka().createTopic(topic("bodies"), 1, 1);
        Map<String, String> config = source(topic("bodies"), topic("bodies"));
        config.put("jms.rejected.queue", topic("aside"));
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        rest().create(topic("bodies"), config);
        broker.sendAll(
                topic("bodies"),
                List.of(session -> session.createObjectMessage(new java.math.BigInteger("42")), session -> {
                    MapMessage map = session.createMapMessage();
                    map.setString("color", "blue");
                    return map;
                }));
        rest().create(topic("maps"), sink(topic("bodies"), topic("maps")));

        Waiting.until("the map has arrived", LIMIT, () -> broker.messages(topic("maps")) == 1);
        Waiting.until("both are settled", LIMIT, () -> broker.messages(topic("bodies")) == 0);
        rest().delete(topic("bodies"));
        rest().delete(topic("maps"));

        assertThat(broker.drain(topic("maps")).get(0).getBody(String.class)).isEqualTo("{\"color\":\"blue\"}");
        assertThat(broker.drain(topic("aside"))).singleElement().isInstanceOf(ObjectMessage.class);
    }

    @Test
    void whatIsDroppedIsPutAsideIfWanted() throws Exception {
        broker.create(topic("dropping"));
        broker.create(topic("dropped"));
        lab.kafka().createTopic(topic("dropping"), 1, 1);
        Map<String, String> config = source(topic("dropping"), topic("dropping"));
        config.put("on.dropped", "reject");
        config.put("jms.rejected.queue", topic("dropped"));
        config.put("transforms", "gate");
        config.put("transforms.gate.type", "dev.holdfast.connect.lab.Gate");
        config.put("transforms.gate.keep.one.of", "2");
        rest().create(topic("dropping"), config);
        broker.send(topic("dropping"), List.of("a", "b", "c", "d"));

        Waiting.until("two are put aside", LIMIT, () -> broker.messages(topic("dropped")) == 2);
        Waiting.until("all are settled", LIMIT, () -> broker.messages(topic("dropping")) == 0);
        rest().delete(topic("dropping"));

        assertThat(bodies(broker.drain(topic("dropped")))).containsExactly("a", "c");
    }

    @Test
    void aSelectorLeavesOtherMessagesWhereTheyAre() throws Exception {
        broker.create(topic("selected"));
        broker.create(topic("chosen"));
        lab.kafka().createTopic(topic("selected"), 1, 1);
        broker.sendAll(topic("selected"), List.of(colored("red"), colored("blue"), colored("red")));
        Map<String, String> config = source(topic("selected"), topic("selected"));
        config.put("jms.message.selector", "color = 'red'");
        rest().create(topic("selected"), config);
        rest().create(topic("chosen"), sink(topic("selected"), topic("chosen")));

        Waiting.until("the chosen have arrived", LIMIT, () -> broker.messages(topic("chosen")) == 2);
        Waiting.until("they are settled", LIMIT, () -> broker.messages(topic("selected")) == 1);
        rest().delete(topic("selected"));
        rest().delete(topic("chosen"));

        assertThat(bodies(broker.drain(topic("selected")))).containsExactly("blue");
    }

    @Test
    void aDurableSubscriptionKeepsWhatComesWhileTheConnectorIsStopped() throws Exception {
        broker.create(topic("heard"));
        lab.kafka().createTopic(topic("news"), 1, 1);
        Map<String, String> config = source(topic("news"), topic("news"));
        config.put("jms.destination.type", "topic");
        config.put("jms.subscription.name", "reader");
        config.put("jms.client.id", topic("client"));
        rest().create(topic("news"), config);
        rest().create(topic("heard"), sink(topic("news"), topic("heard")));
        Waiting.until("the subscription is there", LIMIT, () -> {
            publish(topic("news"), "early");
            return broker.messages(topic("heard")) > 0;
        });
        rest().stop(topic("news"));
        publish(topic("news"), "while stopped");
        rest().resume(topic("news"));

        Waiting.until("the news is heard", LIMIT, () -> bodies(broker.drain(topic("heard")))
                .contains("while stopped"));
        rest().delete(topic("news"));
        rest().delete(topic("heard"));
    }

    String topic(String name) {
        return name + "-" + broker;
    }

    Map<String, String> source(String queue, String topic) {
        Map<String, String> config =
                new TreeMap<>(broker.address(broker.server().port()));
        config.put("connector.class", JmsSourceConnector.class.getName());
        config.put("jms.destination.name", queue);
        config.put("kafka.topic", topic);
        return config;
    }

    Map<String, String> sink(String topic, String queue) {
        Map<String, String> config =
                new TreeMap<>(broker.address(broker.server().port()));
        config.put("connector.class", JmsSinkConnector.class.getName());
        config.put("jms.destination.name", queue);
        config.put("jms.message.type", "text");
        config.put("topics", topic);
        return config;
    }

    static List<String> bodies(List<Message> messages) throws JMSException {
        List<String> bodies = new java.util.ArrayList<>();
        for (Message message : messages) {
            bodies.add(message.getBody(String.class));
        }
        return bodies;
    }

    private void publish(String topic, String body) throws JMSException {
        try (Connection connection = broker.connect()) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            session.createProducer(session.createTopic(topic)).send(session.createTextMessage(body));
        }
    }

    private static JmsBroker.Making colored(String color) {
        return session -> {
            TextMessage message = session.createTextMessage(color);
            message.setStringProperty("color", color);
            return message;
        };
    }
}
