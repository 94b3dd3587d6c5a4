package dev.holdfast.connect.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.FreePorts;
import dev.holdfast.connect.lab.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.zeromq.ZMQ;

/** What sinks and their peers say to each other; the other side is libzmq. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZmqSinkSpecialsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Lab lab;
    private ConnectRest rest;
    private ZmqPeer peer;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        rest = shared.worker(false).rest();
        peer = new ZmqPeer();
    }

    @AfterAll
    void end() {
        peer.close();
    }

    @Test
    void wrongValuesAreReportedTogether() {
        Map<String, String> wrong = Map.of(
                "connector.class", ZmqSinkConnector.class.getName(),
                "name", "x",
                "topics", "x",
                "tasks.max", "2",
                "zeromq.socket", "rep",
                "zeromq.bind", "true",
                "zeromq.topic.from", "color",
                "zeromq.curve", "server");

        assertThat(rest.validate(ZmqSinkConnector.class.getName(), wrong))
                .extracting(message -> message.substring(0, message.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "zeromq.socket",
                        "zeromq.endpoint",
                        "zeromq.bind",
                        "zeromq.topic.from",
                        "zeromq.curve.secret.key");
    }

    @Test
    void answersAreToldApartByTheirIdsAndWhatIsRefusedIsReported() {
        String here = open("answered-by-ids", "router", "bind");
        lab.kafka().createTopic("refused", 1, 1);
        // Before the sink is there, so that it reads them together.
        lab.kafka().createTopic("answered-by-ids", 1, 1);
        lab.write("answered-by-ids", "a", "b", "c");
        create(
                "answered-by-ids",
                here,
                Map.of(
                        "zeromq.socket", "dealer",
                        "errors.tolerance", "all",
                        "errors.deadletterqueue.topic.name", "refused",
                        "errors.deadletterqueue.topic.replication.factor", "1",
                        "errors.deadletterqueue.context.headers.enable", "true"));
        List<List<byte[]>> messages =
                List.of(take("answered-by-ids"), take("answered-by-ids"), take("answered-by-ids"));

        assertThat(texts(messages.get(1))).endsWith("answered-by-ids-0-1", "", "b", "b");
        answer("answered-by-ids", messages.get(2), "OK");
        answer("answered-by-ids", messages.get(1), "REFUSED", "not today");
        answer("answered-by-ids", messages.get(0), "OK");

        Waiting.until("all are committed", LIMIT, () -> committed("answered-by-ids", 3));
        List<ConsumerRecord<String, byte[]>> refused = TopicContents.of(lab, "refused");
        assertThat(refused).extracting(record -> text(record.value())).containsExactly("b");
        assertThat(text(refused.get(0)
                        .headers()
                        .lastHeader("__connect.errors.exception.message")
                        .value()))
                .contains("The peer refuses it: not today");
        gone("answered-by-ids");
    }

    @Test
    void whatIsNotAnsweredIsNotCommittedAndSentAgain() {
        String here = open("silent", "router", "bind");
        lab.kafka().createTopic("silent", 1, 1);
        lab.write("silent", "a", "b");
        create("silent", here, Map.of("zeromq.socket", "dealer", "zeromq.ack.timeout.ms", "1500"));
        List<byte[]> first = take("silent");
        List<byte[]> second = take("silent");
        answer("silent", first, "OK");

        List<byte[]> again = take("silent");

        assertThat(texts(again)).endsWith("silent-0-1", "", "b", "b");
        assertThat(again.get(1)).isEqualTo(second.get(1));
        assertThat(rest.offsets("silent").toString()).doesNotContain("\"kafka_offset\":2");
        answer("silent", again, "OK");
        Waiting.until("both are committed", LIMIT, () -> committed("silent", 2));
        gone("silent");
    }

    @Test
    void pushedMessagesHaveHeadersKeyAndValue() {
        int port = FreePorts.next();
        String here = "tcp://127.0.0.1:" + port;
        lab.kafka().createTopic("pushed", 1, 1);
        create("pushed", here, Map.of("zeromq.socket", "push", "zeromq.bind", "true"));
        peer.ask("open", "pushed", "pull", "connect", here);
        lab.write("pushed", "a", "b");

        assertThat(texts(take("pushed"))).containsExactly("", "a", "a");
        assertThat(texts(take("pushed"))).containsExactly("", "b", "b");
        gone("pushed");
    }

    @Test
    void whatIsPushedBeforeThereIsAPeerWaitsInKafka() {
        int port = FreePorts.next();
        String here = "tcp://127.0.0.1:" + port;
        lab.kafka().createTopic("nobody", 1, 1);
        create("nobody", here, Map.of("zeromq.socket", "push", "zeromq.send.timeout.ms", "300"));
        lab.write("nobody", "a", "b");
        peer.ask("open", "nobody", "pull", "bind", here);

        assertThat(texts(take("nobody"))).containsExactly("", "a", "a");
        assertThat(texts(take("nobody"))).containsExactly("", "b", "b");
        gone("nobody");
    }

    @Test
    void publishedMessagesBeginWithTheirTopic() {
        int port = FreePorts.next();
        String here = "tcp://127.0.0.1:" + port;
        lab.kafka().createTopic("published", 1, 1);
        create("published", here, Map.of("zeromq.socket", "pub", "zeromq.bind", "true", "zeromq.topic.from", "key"));
        peer.ask("open", "published", "sub", "connect", here);
        List<byte[]> message = new ArrayList<>();
        // What is published before the subscription has come is lost.
        Waiting.until("something is heard", LIMIT, () -> {
            lab.write("published", "a");
            message.addAll(peer.takeFrames("published"));
            return !message.isEmpty();
        });

        assertThat(texts(message)).containsExactly("a", "", "a", "a");
        gone("published");
    }

    @Test
    void onlyThePeerWhoseKeyWeKnowIsSentTo() {
        ZMQ.Curve.KeyPair ours = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair peers = ZMQ.Curve.generateKeyPair();
        String here = "tcp://127.0.0.1:" + FreePorts.next();
        peer.ask("open", "known-peer", "router", "bind", here, peers.secretKey);
        lab.kafka().createTopic("known-peer", 1, 1);
        Map<String, String> config = new TreeMap<>(Map.of(
                "topics", "known-peer",
                "zeromq.socket", "dealer",
                "zeromq.send.timeout.ms", "300",
                "zeromq.curve", "client",
                "zeromq.curve.secret.key", ours.secretKey,
                "zeromq.curve.public.key", ours.publicKey,
                "zeromq.curve.server.key", ours.publicKey));
        create("stranger", here, config);
        lab.write("known-peer", "a");
        config.put("zeromq.curve.server.key", peers.publicKey);
        create("known-peer", here, config);

        List<byte[]> message = take("known-peer");
        assertThat(texts(message)).endsWith("known-peer-0-0", "", "a", "a");
        answer("known-peer", message, "OK");
        Waiting.until("it is committed", LIMIT, () -> committed("known-peer", 1));
        assertThat(peer.takeFrames("known-peer")).isEmpty();
        rest.delete("stranger");
        gone("known-peer");
    }

    private String open(String socket, String type, String how) {
        String here = "tcp://127.0.0.1:" + FreePorts.next();
        peer.ask("open", socket, type, how, here);
        return here;
    }

    private void create(String name, String endpoint, Map<String, String> more) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class",
                ZmqSinkConnector.class.getName(),
                "topics",
                name,
                "zeromq.endpoint",
                endpoint,
                "retry.backoff.max.ms",
                "1000"));
        config.putAll(more);
        rest.create(name, config);
        rest.awaitRunning(name, 1);
    }

    /** Whether the next record that the sink would read is that one. */
    private boolean committed(String connector, int next) {
        return rest.offsets(connector).toString().contains("\"kafka_offset\":" + next);
    }

    private List<byte[]> take(String socket) {
        List<byte[]> message = new ArrayList<>();
        Waiting.until("a message has come to " + socket, LIMIT, () -> {
            message.addAll(peer.takeFrames(socket));
            return !message.isEmpty();
        });
        return message;
    }

    private void answer(String socket, List<byte[]> message, String... verdict) {
        List<byte[]> frames = new ArrayList<>(message.subList(0, 2));
        for (String word : verdict) {
            frames.add(word.getBytes(StandardCharsets.UTF_8));
        }
        peer.put(socket, frames.toArray(byte[][]::new));
    }

    private void gone(String name) {
        rest.delete(name);
        peer.ask("close", name);
    }

    private static List<String> texts(List<byte[]> frames) {
        return frames.stream().map(ZmqSinkSpecialsIT::text).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
