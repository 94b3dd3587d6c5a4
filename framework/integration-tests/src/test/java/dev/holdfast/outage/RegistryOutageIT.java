package dev.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.avro.AvroCodecs;
import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import dev.holdfast.testkit.TopicProbe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.avro.reflect.AvroDefault;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler with a dead-letter topic, and a schema registry that is killed in mid-run. */
@KafkaTest
@Timeout(120)
class RegistryOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EACH = 100;
    private static final int DEAD = 5;

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final Topic<byte[], byte[]> orders;
    private final String group;
    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    RegistryOutageIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.orders = topics.create("orders", 2, byte[].class, byte[].class);
        this.group = topics.uniqueName("billing");
    }

    static List<RetrySchedule> schedules() {
        return List.of(RetrySchedule.deadLettersOnly(), RetrySchedule.of("1s", "2s"));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void onlyWhatTheRegistrySaysDoesNotExistIsADeadLetter(RetrySchedule schedule) throws Exception {
        try (SchemaRegistryServer registry = SchemaRegistryServer.start();
                SchemaLookup lookup = SchemaLookup.waiting(SchemaRegistryClient.of(config(registry)));
                AvroCodecs codecs = codecs(registry);
                Holdfast app = app(codecs, schedule)) {
            AvroFormat v1 = AvroFormat.java(V1.Order.class, config(registry), false, lookup);
            AvroFormat v2 = AvroFormat.java(V2.Order.class, config(registry), false, lookup);
            app.start();
            send(List.of(v1.encode(orders.name(), new V1.Order("first"))));
            await().atMost(PATIENCE).until(() -> handled.contains("first"));
            // Registered, but not yet met by the handler.
            List<byte[]> unknown = IntStream.range(0, EACH)
                    .mapToObj(i -> v2.encode(orders.name(), new V2.Order("unknown-" + i, "c")))
                    .toList();
            List<byte[]> known = IntStream.range(0, EACH)
                    .mapToObj(i -> v1.encode(orders.name(), new V1.Order("known-" + i)))
                    .toList();

            registry.kill();
            send(mixed(known, unknown));
            await().atMost(PATIENCE).until(() -> handled.size() == EACH + 1);
            // Those of the missing id, too: nobody can tell them from the others now.
            await().atMost(PATIENCE).until(() -> waiting(app) == EACH + DEAD);
            assertThat(state(app).phase()).isEqualTo(Phase.DEGRADED);
            assertThat(handled).noneMatch(id -> id.startsWith("unknown"));

            registry.startAgain();
            await().atMost(PATIENCE).until(() -> handled.size() == 2 * EACH + 1);
            await().atMost(PATIENCE).until(() -> state(app).inFlight() == 0);
            assertThat(handled).doesNotHaveDuplicates();
            assertDeadLettersAreExactly(missing());
        }
    }

    /** Every tenth or so is of an id that no registry has. */
    private static List<byte[]> mixed(List<byte[]> known, List<byte[]> unknown) {
        List<byte[]> mixed = new ArrayList<>();
        List<byte[]> missing = missing();
        for (int i = 0; i < EACH; i++) {
            mixed.add(known.get(i));
            mixed.add(unknown.get(i));
            if (i % (EACH / DEAD) == 0) {
                mixed.add(missing.get(i / (EACH / DEAD)));
            }
        }
        return mixed;
    }

    private static List<byte[]> missing() {
        return IntStream.range(0, DEAD)
                .mapToObj(i -> ByteBuffer.allocate(7)
                        .put((byte) 0)
                        .putInt(4_711)
                        .putShort((short) i)
                        .array())
                .toList();
    }

    private void assertDeadLettersAreExactly(List<byte[]> bytes) {
        Topic<byte[], byte[]> topic =
                Topic.of(orders.name() + "." + group + ".dead-letter", byte[].class, byte[].class);
        try (TopicProbe probe = topics.probe(topic)) {
            List<ConsumerRecord<Object, Object>> letters = probe.await(bytes.size(), PATIENCE);
            assertThat(letters).hasSize(bytes.size());
            assertThat(letters.stream().map(letter -> (byte[]) letter.value()))
                    .containsExactlyInAnyOrderElementsOf(bytes);
            assertThat(letters).allSatisfy(letter -> assertThat(
                            letter.headers().lastHeader("holdfast-reason").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("undecodable"));
        }
    }

    private Holdfast app(AvroCodecs codecs, RetrySchedule schedule) {
        return Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .codecs(codecs)
                .handle(Topic.of(orders.name(), byte[].class, V2.Order.class), handler -> handler.order(
                                Order.KEY_UNTIL_RETRY)
                        .with(schedule)
                        .run((order, delivery) -> {
                            handled.add(order.id());
                            return Outcome.done();
                        }))
                .build();
    }

    private static AvroCodecs codecs(SchemaRegistryServer registry) {
        return AvroCodecs.builder()
                .config(config(registry))
                .plain(V2.Order.class)
                .build();
    }

    private static Map<String, String> config(SchemaRegistryServer registry) {
        return Map.of("schema.registry.url", registry.url());
    }

    private HandlerState state(Holdfast app) {
        return app.state().handlers().get(0);
    }

    private int waiting(Holdfast app) {
        return state(app).partitions().stream()
                .mapToInt(PartitionState::failing)
                .sum();
    }

    private void send(List<byte[]> values) {
        topics.publish(
                orders,
                values.stream()
                        .map(value -> Message.<byte[], byte[]>of(null, value))
                        .toList());
    }

    static final class V1 {
        record Order(String id) {}
    }

    static final class V2 {
        record Order(String id, @AvroDefault("\"none\"") String coupon) {}
    }
}
