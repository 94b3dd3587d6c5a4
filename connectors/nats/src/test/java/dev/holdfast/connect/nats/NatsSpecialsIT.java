package dev.holdfast.connect.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.Waiting;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What NATS has and other systems don't. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsSpecialsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Lab lab;
    private ConnectRest rest;
    private NatsTestServer nats;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        rest = shared.worker(false).rest();
        nats = new NatsTestServer();
    }

    @AfterAll
    void end() {
        nats.server().close();
    }

    @Test
    void thePluginIsFoundByItsManifestsWithTheBuildsVersion() {
        String version = System.getProperty("holdfast.version");

        assertThat(rest.plugins())
                .contains(
                        NatsSourceConnector.class.getName() + " " + version,
                        NatsSinkConnector.class.getName() + " " + version);
    }

    @Test
    void wrongValuesAreReportedTogether() {
        Map<String, String> wrong = Map.of(
                "connector.class", NatsSourceConnector.class.getName(),
                "name", "x",
                "nats.mode", "durable",
                "nats.ack.wait.ms", "1",
                "nats.key", "color",
                "on.dropped", "shrug");

        assertThat(rest.validate(NatsSourceConnector.class.getName(), wrong))
                .extracting(message -> message.substring(0, message.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "nats.stream",
                        "nats.durable.name",
                        "nats.ack.wait.ms",
                        "nats.key",
                        "on.dropped",
                        "kafka.topic");
    }

    @Test
    void aMissingStreamIsReportedBeforeTheConnectorIsThere() {
        Map<String, String> config = source("no-such", "nowhere");
        config.put("name", "x");

        assertThat(rest.validate(NatsSourceConnector.class.getName(), config))
                .singleElement()
                .asString()
                .startsWith("nats.url: no connection: ")
                .contains("stream not found");
    }

    @Test
    void headersAndKeyGoBothWays() throws Exception {
        nats.stream("there");
        nats.stream("back");
        lab.kafka().createTopic("both-ways", 1, 1);
        nats.on(connection -> connection
                .jetStream()
                .publish("there", new Headers().add("tenant", "blue"), "hello".getBytes(StandardCharsets.UTF_8)));
        Map<String, String> source = source("there", "both-ways");
        source.put("nats.key", "header:tenant");
        Map<String, String> sink = new TreeMap<>(sink("both-ways"));
        sink.put("nats.subject.from", "constant");
        sink.put("nats.subject", "back");
        rest.create("there", source);
        rest.create("back", sink);

        Waiting.until("the message is back", LIMIT, () -> !nats.read("back").isEmpty());
        Message message = nats.read("back").get(0);
        rest.delete("there");
        rest.delete("back");

        assertThat(new String(message.getData(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(message.getHeaders().getFirst("Nats-Msg-Id")).isEqualTo("both-ways-0-0");
        assertThat(message.getHeaders().getFirst("tenant")).isEqualTo("blue");
    }

    /** Its numbers begin anew, so the connector's position would pass over its first messages. */
    @Test
    void anotherStreamOfTheSameNameStopsTheTask() throws Exception {
        nats.stream("again");
        lab.kafka().createTopic("again", 1, 1);
        nats.send("again", List.of("a", "b", "c"));
        rest.create("again", source("again", "again"));
        Waiting.until("its position is kept", LIMIT, () -> rest.offsets("again")
                .toString()
                .contains("\"sequence\":3"));
        rest.delete("again");
        nats.on(connection -> connection.jetStreamManagement().deleteStream("again"));
        nats.stream("again");
        nats.send("again", List.of("d"));
        // Connect keeps the offsets of a connector that is deleted for one of the same name.
        rest.put("again", source("again", "again"));

        assertThat(rest.awaitFailed("again")).contains("ends at 1, but 4 is to be read next");
        rest.delete("again");
    }

    /** The gate keeps the task from giving signs of life until the consumer has delivered everything again. */
    @Test
    void whatIsDeliveredAgainWhileTheTaskWaitsForKafkaIsWrittenOnce() throws Exception {
        nats.stream("slow");
        lab.kafka().createTopic("slow", 1, 1);
        nats.send("slow", List.of("a", "b", "c"));
        Path gate = Files.createFile(Lab.logs().resolve("slow.gate"));
        Map<String, String> config = source("slow", "slow");
        config.put("nats.mode", "durable");
        config.put("nats.durable.name", "slow");
        config.put("nats.ack.wait.ms", "1000");
        config.put("batch.max.records", "1");
        config.put("transforms", "gate");
        config.put("transforms.gate.type", "dev.holdfast.connect.lab.Gate");
        config.put("transforms.gate.file", gate.toString());
        nats.stream("slow-back");
        Map<String, String> sink = new TreeMap<>(sink("slow"));
        sink.put("nats.subject.from", "constant");
        sink.put("nats.subject", "slow-back");
        rest.create("slow", config);
        Waiting.until(
                "all have been delivered again",
                LIMIT,
                () -> nats.deliveries("slow", "slow") >= 2 * 3 && nats.unsettled("slow", "slow") == 3);
        Files.delete(gate);
        Waiting.until("all are settled", LIMIT, () -> nats.unsettled("slow", "slow") == 0);
        nats.send("slow", List.of("d"));
        rest.create("slow-back", sink);

        Waiting.until(
                "the last one is written", LIMIT, () -> bodies("slow-back").contains("d"));
        assertThat(bodies("slow-back")).containsExactly("a", "b", "c", "d");
        rest.delete("slow");
        rest.delete("slow-back");
    }

    private List<String> bodies(String stream) throws Exception {
        return nats.read(stream).stream()
                .map(message -> new String(message.getData(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void withoutJetStreamWhatIsPublishedWhileTheTaskListensArrives() throws Exception {
        lab.kafka().createTopic("core", 1, 1);
        Map<String, String> config = source("unused", "core");
        config.remove("nats.stream");
        config.put("nats.mode", "core");
        config.put("nats.subject", "core.*");
        nats.stream("back-again");
        Map<String, String> sink = new TreeMap<>(sink("core"));
        sink.put("nats.subject.from", "constant");
        sink.put("nats.subject", "back-again");
        rest.create("core", config);
        rest.create("back-again", sink);

        Waiting.until("a message arrived", LIMIT, () -> {
            nats.on(connection -> {
                connection.publish("core.a", "hello".getBytes(StandardCharsets.UTF_8));
                return connection;
            });
            return !nats.read("back-again").isEmpty();
        });
        rest.delete("core");
        rest.delete("back-again");
    }

    private Map<String, String> source(String stream, String topic) {
        return new TreeMap<>(Map.of(
                "connector.class",
                NatsSourceConnector.class.getName(),
                "nats.url",
                url(),
                "nats.stream",
                stream,
                "kafka.topic",
                topic));
    }

    private Map<String, String> sink(String topic) {
        return Map.of(
                "connector.class",
                NatsSinkConnector.class.getName(),
                "nats.url",
                url(),
                "nats.subject.from",
                "topic",
                "topics",
                topic);
    }

    private String url() {
        return "nats://127.0.0.1:" + nats.server().port();
    }
}
