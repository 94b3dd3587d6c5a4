package dev.holdfast.connect.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.FreePorts;
import dev.holdfast.connect.lab.Gate;
import dev.holdfast.connect.lab.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.zeromq.ZMQ;

/** What ZeroMQ has and other systems don't; the other side is libzmq. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZmqSpecialsIT {
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
    void thePluginIsFoundByItsManifestWithTheBuildsVersion() {
        assertThat(rest.plugins())
                .contains(ZmqSourceConnector.class.getName() + " " + System.getProperty("holdfast.version"));
    }

    @Test
    void wrongValuesAreReportedTogether() {
        Map<String, String> wrong = Map.of(
                "connector.class", ZmqSourceConnector.class.getName(),
                "name", "x",
                "zeromq.socket", "router",
                "zeromq.endpoint", "ipc://somewhere",
                "zeromq.sequence.frame", "true",
                "zeromq.curve", "client",
                "zeromq.curve.secret.key", "too short");

        assertThat(rest.validate(ZmqSourceConnector.class.getName(), wrong))
                .extracting(message -> message.substring(0, message.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "zeromq.endpoint",
                        "zeromq.sequence.frame",
                        "zeromq.curve.secret.key",
                        "zeromq.curve.public.key",
                        "zeromq.curve.server.key",
                        "kafka.topic");
    }

    @Test
    void pulledMessagesTellHowManyAreMissing() {
        int port = FreePorts.next();
        create("pull", port, Map.of("zeromq.socket", "pull", "zeromq.bind", "true", "zeromq.sequence.frame", "true"));
        peer.ask("open", "push", "push", "connect", "tcp://127.0.0.1:" + port);
        for (int number : List.of(7, 8, 12, 13)) {
            peer.put("push", sequence(number, ""), bytes("key"), bytes("value-" + number));
        }
        // Another one that counts for itself, and the first one after a new start.
        peer.put("push", sequence(1, "other"), bytes("value-1"));
        peer.put("push", sequence(1, ""), bytes("value-1"));
        peer.put("push", sequence(3, ""), bytes("value-3"));
        peer.put("push", bytes("short"), bytes("lost"));
        peer.put("push", sequence(4, ""), bytes("end"));

        List<ConsumerRecord<String, byte[]>> records = read("pull", 8);

        assertThat(records)
                .extracting(ZmqSpecialsIT::body)
                .containsExactly("value-7", "value-8", "value-12", "value-13", "value-1", "value-1", "value-3", "end");
        assertThat(records)
                .extracting(record -> header(record, "zeromq.missing"))
                .containsExactly("", "", "3", "", "", "", "1", "");
        assertThat(records.get(0).key()).isEqualTo("key");
        assertThat(records.get(4).key()).isNull();
        gone("pull", "push");
    }

    @Test
    void subscribedMessagesTellHowManyAreMissingOfTheirTopic() {
        peer.ask("open", "pub", "pub", "bind", "tcp://127.0.0.1:" + peer.port());
        create(
                "sub",
                peer.port(),
                Map.of("zeromq.socket", "sub", "zeromq.topics", "a,b", "zeromq.sequence.frame", "true"));
        // Nobody hears a publisher before the subscription has come to it.
        Waiting.until("the subscription is there", LIMIT, () -> {
            peer.put("pub", bytes("a.hello"), sequence(1, ""), bytes("hello"));
            return !TopicContents.of(lab, "sub").isEmpty();
        });
        peer.put("pub", bytes("b.x"), sequence(1, ""), bytes("one"));
        peer.put("pub", bytes("b.y"), sequence(5, ""), bytes("five"));
        peer.put("pub", bytes("c"), sequence(2, ""), bytes("for nobody"));
        peer.put("pub", bytes("b.x"), sequence(4, ""), bytes("four"));

        Waiting.until("the last one is there", LIMIT, () -> bodies("sub").contains("four"));
        List<ConsumerRecord<String, byte[]>> records = TopicContents.of(lab, "sub").stream()
                .filter(record -> !body(record).equals("hello"))
                .toList();
        assertThat(records).extracting(ZmqSpecialsIT::body).containsExactly("one", "five", "four");
        assertThat(records).extracting(record -> header(record, "zeromq.topic")).containsExactly("b.x", "b.y", "b.x");
        assertThat(records)
                .extracting(record -> header(record, "zeromq.missing"))
                .containsExactly("", "", "2");
        gone("sub", "pub");
    }

    @Test
    void requestsAreAnsweredWhenKafkaHasThemAndWrittenOnce() {
        int port = FreePorts.next();
        create("answers", port, Map.of("zeromq.socket", "router", "zeromq.bind", "true"));
        peer.ask("open", "req", "req", "connect", "tcp://127.0.0.1:" + port);
        byte[][] message = {bytes("id-1"), headers("tenant", "blue"), bytes("key"), bytes("hello")};

        peer.put("req", message);
        assertThat(answer("req")).containsExactly("id-1", "OK");
        peer.put("req", message);
        assertThat(answer("req")).containsExactly("id-1", "OK");
        // The same id, but not the same message.
        peer.put("req", bytes("id-1"), bytes("other"));
        assertThat(answer("req")).containsExactly("id-1", "OK");

        List<ConsumerRecord<String, byte[]>> records = TopicContents.of(lab, "answers");
        assertThat(records).extracting(ZmqSpecialsIT::body).containsExactly("hello", "other");
        assertThat(records.get(0).key()).isEqualTo("key");
        assertThat(header(records.get(0), "tenant")).isEqualTo("blue");
        assertThat(header(records.get(0), "zeromq.id")).isEqualTo("id-1");
        gone("answers", "req");
    }

    /** A client forgets what it was answered for, and the worker can die at any moment. */
    @Test
    void nothingIsAnsweredBeforeKafkaHasIt() throws IOException {
        int port = FreePorts.next();
        Path gate = Lab.logs().resolve("unanswered.gate");
        Path reached = gate.resolveSibling(gate.getFileName() + Gate.REACHED);
        Files.createFile(gate);
        create(
                "unanswered",
                port,
                Map.of(
                        "zeromq.socket", "router",
                        "zeromq.bind", "true",
                        "transforms", "gate",
                        "transforms.gate.type", Gate.class.getName(),
                        "transforms.gate.file", gate.toString()));
        peer.ask("open", "unanswered", "dealer", "connect", "tcp://127.0.0.1:" + port);
        peer.put("unanswered", bytes("1"), bytes("one"));
        Waiting.until("the record is on its way", LIMIT, () -> Files.exists(reached));
        // It comes again while it is.
        peer.put("unanswered", bytes("1"), bytes("one"));

        assertThat(peer.take("unanswered")).containsExactly("nothing");
        assertThat(bodies("unanswered")).isEmpty();
        Files.delete(gate);
        assertThat(answer("unanswered")).containsExactly("1", "OK");
        assertThat(bodies("unanswered")).containsExactly("one");
        Files.delete(reached);
        gone("unanswered", "unanswered");
    }

    @Test
    void malformedRequestsAreRefusedWithTheReasonAndOthersAreTaken() {
        int port = FreePorts.next();
        create("malformed", port, Map.of("zeromq.socket", "router", "zeromq.bind", "true"));
        peer.ask("open", "dealer", "dealer", "connect", "tcp://127.0.0.1:" + port);

        assertThat(answerTo(bytes("only-an-id")))
                .containsExactly(
                        "only-an-id",
                        "REFUSED",
                        "the body has 0 frames, not value, or key and value, or headers, key and value");
        assertThat(answerTo(bytes("1"), bytes("2"), bytes("3"), bytes("4"), bytes("5")))
                .startsWith("1", "REFUSED");
        assertThat(answerTo(bytes("1"), bytes("x:y"), bytes("key"), bytes("value")))
                .containsExactly("1", "REFUSED", "the headers end before they should");
        assertThat(answerTo(bytes("1"), new byte[] {(byte) 0xC3, 0x28}, bytes("value")))
                .containsExactly("1", "REFUSED", "the key is not UTF-8");
        assertThat(answerTo(bytes("i".repeat(256)), bytes("value")))
                .contains("REFUSED", "the id has 256 bytes, not 1 to 255");
        assertThat(answerTo(bytes("2"), bytes("value"))).containsExactly("2", "OK");

        assertThat(bodies("malformed")).containsExactly("value");
        gone("malformed", "dealer");
    }

    @Test
    void aRecordThatIsLeftOutIsRefusedIfThatIsWanted() {
        int port = FreePorts.next();
        create(
                "left-out",
                port,
                Map.of(
                        "zeromq.socket", "router",
                        "zeromq.bind", "true",
                        "on.dropped", "reject",
                        "transforms", "gate",
                        "transforms.gate.type", "dev.holdfast.connect.lab.Gate",
                        "transforms.gate.keep.one.of", "2"));
        peer.ask("open", "left-out", "dealer", "connect", "tcp://127.0.0.1:" + port);
        peer.put("left-out", bytes("1"), bytes("one"));
        assertThat(answer("left-out")).startsWith("1", "REFUSED");
        peer.put("left-out", bytes("2"), bytes("two"));
        assertThat(answer("left-out")).containsExactly("2", "OK");
        gone("left-out", "left-out");
    }

    @Test
    void aPeerWithoutTheRightKeysIsNotHeard() {
        int port = FreePorts.next();
        ZMQ.Curve.KeyPair ours = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair allowed = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair stranger = ZMQ.Curve.generateKeyPair();
        create(
                "curve",
                port,
                Map.of(
                        "zeromq.socket", "router",
                        "zeromq.bind", "true",
                        "zeromq.curve", "server",
                        "zeromq.curve.secret.key", ours.secretKey,
                        "zeromq.curve.client.keys", allowed.publicKey));
        String here = "tcp://127.0.0.1:" + port;
        peer.ask("open", "plain", "dealer", "connect", here);
        peer.ask("open", "wrong", "dealer", "connect", here, stranger.publicKey, allowed.publicKey, allowed.secretKey);
        peer.ask("open", "stranger", "dealer", "connect", here, ours.publicKey, stranger.publicKey, stranger.secretKey);
        peer.ask("open", "allowed", "dealer", "connect", here, ours.publicKey, allowed.publicKey, allowed.secretKey);
        for (String name : List.of("plain", "wrong", "stranger", "allowed")) {
            // Who is refused already has nobody to send to.
            peer.ask("put", name, "1", "from " + name);
        }
        assertThat(answer("allowed")).containsExactly("1", "OK");
        // The others connected before, and would have been heard by now.
        peer.put("allowed", bytes("2"), bytes("again"));
        assertThat(answer("allowed")).containsExactly("2", "OK");

        assertThat(bodies("curve")).containsExactly("from allowed", "again");
        for (String name : List.of("plain", "wrong", "stranger")) {
            assertThat(peer.take(name)).containsExactly("nothing");
        }
        gone("curve", "plain", "wrong", "stranger", "allowed");
    }

    private void create(String name, int port, Map<String, String> more) {
        lab.kafka().createTopic(name, 1, 1);
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class",
                ZmqSourceConnector.class.getName(),
                "zeromq.endpoint",
                "tcp://127.0.0.1:" + port,
                "kafka.topic",
                name));
        config.putAll(more);
        rest.create(name, config);
        rest.awaitRunning(name, 1);
    }

    private void gone(String connector, String... sockets) {
        rest.delete(connector);
        for (String socket : sockets) {
            peer.ask("close", socket);
        }
    }

    private List<String> answerTo(byte[]... message) {
        peer.put("dealer", message);
        return answer("dealer");
    }

    private List<String> answer(String socket) {
        List<String> answer = new ArrayList<>();
        Waiting.until(socket + " is answered", LIMIT, () -> {
            List<String> taken = peer.take(socket);
            answer.addAll(taken.subList(1, taken.size()));
            return !answer.isEmpty();
        });
        return answer;
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic, int count) {
        Waiting.until(
                count + " records are there",
                LIMIT,
                () -> TopicContents.of(lab, topic).size() >= count);
        return TopicContents.of(lab, topic);
    }

    private List<String> bodies(String topic) {
        return TopicContents.of(lab, topic).stream().map(ZmqSpecialsIT::body).toList();
    }

    private static String body(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sequence(long number, String sender) {
        return ByteBuffer.allocate(Long.BYTES + sender.length())
                .putLong(number)
                .put(bytes(sender))
                .array();
    }

    private static byte[] headers(String name, String value) {
        return ByteBuffer.allocate(1 + name.length() + Integer.BYTES + value.length())
                .put((byte) name.length())
                .put(bytes(name))
                .putInt(value.length())
                .put(bytes(value))
                .array();
    }
}
