package dev.holdfast.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What RabbitMQ has and other systems don't. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitSpecialsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Lab lab;
    private RabbitBroker broker;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        broker = new RabbitBroker();
    }

    @AfterAll
    void end() {
        broker.server().close();
    }

    @Test
    void thePluginIsFoundByItsManifestsWithTheBuildsVersion() {
        String version = System.getProperty("holdfast.version");

        assertThat(lab.worker(false).rest().plugins())
                .contains(
                        RabbitSourceConnector.class.getName() + " " + version,
                        RabbitStreamSourceConnector.class.getName() + " " + version,
                        RabbitSinkConnector.class.getName() + " " + version);
    }

    @Test
    void wrongValuesAreReportedTogether() {
        List<String> messages = lab.worker(false)
                .rest()
                .validate(
                        RabbitSourceConnector.class.getName(),
                        Map.of(
                                "connector.class", RabbitSourceConnector.class.getName(),
                                "name", "x",
                                "rabbitmq.port", "70000",
                                "rabbitmq.key", "color",
                                "on.dropped", "shrug"));

        assertThat(messages)
                .hasSize(5)
                .anyMatch(message -> message.startsWith("rabbitmq.port: "))
                .anyMatch(message -> message.startsWith("rabbitmq.key: "))
                .anyMatch(message -> message.startsWith("on.dropped: "))
                .anyMatch(message -> message.startsWith("rabbitmq.queue: "))
                .anyMatch(message -> message.startsWith("kafka.topic: "));
    }

    @Test
    void aWrongPasswordIsReportedBeforeTheConnectorIsThereAndNotShown() {
        Map<String, String> config = source("nowhere", "nowhere");
        config.put("name", "x");
        config.put("rabbitmq.password", "open-sesame");

        assertThat(lab.worker(false).rest().validate(RabbitSourceConnector.class.getName(), config))
                .singleElement()
                .asString()
                .startsWith("rabbitmq.host: no connection: ")
                .contains("refuses the user")
                .doesNotContain("open-sesame");
    }

    @Test
    void aMissingQueueIsReportedBeforeTheConnectorIsThere() {
        Map<String, String> config = source("no-such", "nowhere");
        config.put("name", "x");

        assertThat(lab.worker(false).rest().validate(RabbitSourceConnector.class.getName(), config))
                .singleElement()
                .asString()
                .contains("no queue 'no-such'");
    }

    @Test
    void headersPropertiesAndKeyGoBothWays() throws Exception {
        broker.declare("there", Map.of());
        broker.declare("back", Map.of());
        lab.kafka().createTopic("both-ways", 1, 1);
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.basicPublish(
                    "",
                    "there",
                    new BasicProperties.Builder()
                            .headers(Map.of("tenant", "blue", "weight", 12))
                            .correlationId("c-1")
                            .contentType("text/plain")
                            .build(),
                    "hello".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> source = source("there", "both-ways");
        source.put("rabbitmq.key", "header:tenant");
        lab.worker(false).rest().create("there", source);
        lab.worker(false).rest().create("back", sink("both-ways", "back"));

        Waiting.until("the message is back", LIMIT, () -> broker.messages("back") == 1);
        GetResponse message = broker.drain("back").get(0);
        lab.worker(false).rest().delete("there");
        lab.worker(false).rest().delete("back");

        assertThat(new String(message.getBody(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(message.getProps().getMessageId()).isEqualTo("both-ways-0-0");
        assertThat(message.getProps().getCorrelationId()).isEqualTo("c-1");
        assertThat(message.getProps().getContentType()).isEqualTo("text/plain");
        assertThat(message.getProps().getHeaders().get("tenant")).hasToString("blue");
        assertThat(message.getProps().getHeaders().get("weight")).hasToString("12");
    }

    /** RabbitMQ confirms also what no queue has taken. */
    @Test
    void anUnroutableRecordIsRefused() {
        lab.kafka().createTopic("unroutable", 1, 1);
        lab.worker(false).rest().create("unroutable", sink("unroutable", "no-such-queue"));
        lab.write("unroutable", "hello");

        assertThat(lab.worker(false).rest().awaitFailed("unroutable")).contains("No queue took the message: 312");
        lab.worker(false).rest().delete("unroutable");
    }

    @Test
    void whatIsDroppedGoesToTheDeadLetterExchangeIfWanted() throws Exception {
        broker.declare("rejected", Map.of());
        broker.declare(
                "with-dead-letters",
                Map.of(
                        "x-queue-type", "quorum",
                        "x-dead-letter-exchange", "",
                        "x-dead-letter-routing-key", "rejected"));
        lab.kafka().createTopic("dropping", 1, 1);
        Map<String, String> config = source("with-dead-letters", "dropping");
        config.put("on.dropped", "reject");
        config.put("transforms", "gate");
        config.put("transforms.gate.type", "dev.holdfast.connect.lab.Gate");
        config.put("transforms.gate.keep.one.of", "2");
        lab.worker(false).rest().create("dropping", config);
        broker.send("with-dead-letters", List.of("a", "b", "c", "d"));

        Waiting.until("two are rejected", LIMIT, () -> broker.messages("rejected") == 2);
        Waiting.until("the others are done", LIMIT, () -> broker.messages("with-dead-letters") == 0);
        lab.worker(false).rest().delete("dropping");

        assertThat(broker.drain("rejected"))
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactly("a", "c");
    }

    @Test
    void wrongValuesOfAStreamAreReportedTogether() {
        List<String> messages = lab.worker(false)
                .rest()
                .validate(
                        RabbitStreamSourceConnector.class.getName(),
                        Map.of(
                                "connector.class", RabbitStreamSourceConnector.class.getName(),
                                "name", "x",
                                "rabbitmq.stream.offset", "yesterday",
                                "kafka.topic", "nowhere"));

        assertThat(messages)
                .hasSize(2)
                .anyMatch(message -> message.startsWith("rabbitmq.stream: "))
                .anyMatch(message -> message.startsWith("rabbitmq.stream.offset: ")
                        && message.contains("must be first, an offset, or a time"));
    }

    /** RabbitMQ itself would pass over what comes before the offset in the new stream. */
    @Test
    void aStreamIsReadFromItsOffsetAndAnotherOneOfItsNameStopsTheTask() throws Exception {
        lab.kafka().createTopic("streamed", 1, 1);
        declareStream("a", "b", "c", "d");
        Map<String, String> config = source("unused", "streamed");
        config.remove("rabbitmq.queue");
        config.putAll(Map.of(
                "connector.class", RabbitStreamSourceConnector.class.getName(),
                "rabbitmq.stream", "stream",
                "rabbitmq.stream.offset", "2",
                "rabbitmq.connection.timeout.ms", "3000"));
        lab.worker(false).rest().create("streamed", config);
        broker.declare("from-stream", Map.of());
        lab.worker(false).rest().create("from-stream", sink("streamed", "from-stream"));
        Waiting.until("two messages are in the queue", LIMIT, () -> broker.messages("from-stream") == 2);
        assertThat(broker.drain("from-stream"))
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactly("c", "d");
        lab.worker(false).rest().delete("from-stream");
        lab.worker(false).rest().stop("streamed");

        declareStream("e", "f");

        assertThat(lab.worker(false).rest().resumeInVain("streamed"))
                .contains("has 2 messages, but neither that with offset 3", "another stream of the same name");
        lab.worker(false).rest().delete("streamed");
    }

    private void declareStream(String... bodies) throws Exception {
        try (Connection connection = broker.connect()) {
            connection.createChannel().queueDelete("stream");
        }
        broker.declare("stream", Map.of("x-queue-type", "stream"));
        broker.send("stream", List.of(bodies));
    }

    private Map<String, String> source(String queue, String topic) {
        return new TreeMap<>(Map.of(
                "connector.class",
                RabbitSourceConnector.class.getName(),
                "rabbitmq.host",
                "127.0.0.1",
                "rabbitmq.port",
                Integer.toString(broker.server().port()),
                "rabbitmq.queue",
                queue,
                "kafka.topic",
                topic));
    }

    private Map<String, String> sink(String topic, String queue) {
        return Map.of(
                "connector.class",
                RabbitSinkConnector.class.getName(),
                "rabbitmq.host",
                "127.0.0.1",
                "rabbitmq.port",
                Integer.toString(broker.server().port()),
                "rabbitmq.routing.key",
                queue,
                "topics",
                topic);
    }
}
