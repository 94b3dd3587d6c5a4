package dev.holdfast.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.CodecUnavailableException;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.state.AppState;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.Phase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RegistryOutageIT {
    private static final Topic<String, Orders.V2.Order> ORDERS =
            Topic.of("orders", String.class, Orders.V2.Order.class);
    private static final int RECORDS = 300;

    private final LinkedBlockingQueue<Orders.V2.Order> handled = new LinkedBlockingQueue<>();

    @Test
    void whatIsKnownGoesOnAndWhatIsNotWaitsUntilTheRegistryIsBack() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(1);
                SchemaRegistryServer registry = SchemaRegistryServer.start();
                SchemaLookup lookup = SchemaLookup.waiting(SchemaRegistryClient.of(config(registry)));
                AvroCodecs codecs = codecs(registry);
                Holdfast app = app(cluster, codecs)) {
            AvroFormat v1 = AvroFormat.java(Orders.V1.Order.class, config(registry), false, lookup);
            AvroFormat v2 = AvroFormat.java(Orders.V2.Order.class, config(registry), false, lookup);
            app.start();
            send(cluster, List.of(v1.encode("orders", new Orders.V1.Order("first", 1))));
            await(1);
            // Registered, but not yet met by the handler.
            byte[] unknown = v2.encode("orders", new Orders.V2.Order("unknown", 2, "c"));

            registry.kill();
            List<byte[]> mixed = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                mixed.add(v1.encode("orders", new Orders.V1.Order("known-" + i, i)));
                mixed.add(v2.encode("orders", new Orders.V2.Order("new-" + i, i, "c")));
            }
            mixed.add(unknown);
            send(cluster, mixed);

            List<String> meanwhile = await(RECORDS);
            assertThat(meanwhile).hasSize(RECORDS).allMatch(id -> id.startsWith("known-"));
            HandlerState waiting = await(app, state -> state.phase() == Phase.DEGRADED);
            assertThat(waiting.partitions()).noneMatch(partition -> partition.phase() == Phase.STOPPED);

            registry.startAgain();
            List<String> afterwards = await(RECORDS + 1);

            assertThat(afterwards)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("unknown"),
                                    IntStream.range(0, RECORDS).mapToObj(i -> "new-" + i))
                            .toList());
            HandlerState after = await(app, state -> state.phase() == Phase.RUNNING && state.inFlight() == 0);
            assertThat(after.handled()).isEqualTo(2 * RECORDS + 2);
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void aSchemaThatTheRegistrySaysDoesNotExistMakesTheRecordUndecodable() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(1);
                SchemaRegistryServer registry = SchemaRegistryServer.start();
                AvroCodecs codecs = codecs(registry);
                Holdfast app = app(cluster, codecs)) {
            app.start();
            send(
                    cluster,
                    List.of(ByteBuffer.allocate(9).put((byte) 0).putInt(4_711).array()));

            HandlerState state = await(app, each -> each.phase() == Phase.STOPPED);

            assertThat(state.reason()).contains("undecodable at offset 0");
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void publishingWithoutARegistryFailsAndSendsNothing() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(1);
                SchemaRegistryServer registry = SchemaRegistryServer.start();
                AvroCodecs codecs = codecs(registry);
                Holdfast app = app(cluster, codecs)) {
            app.start();
            registry.kill();

            CompletableFuture<?> failed = app.publisher(ORDERS)
                    .publish("k", new Orders.V2.Order("lost", 1, "c"))
                    .toCompletableFuture();
            assertThat(failed)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(CodecUnavailableException.class);

            registry.startAgain();
            app.publisher(ORDERS)
                    .publish("k", new Orders.V2.Order("sent", 2, "c"))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(await(1)).containsExactly("sent");
        }
    }

    private Holdfast app(KafkaCluster cluster, AvroCodecs codecs) {
        return Holdfast.builder()
                .applicationId("shop")
                .bootstrapServers(cluster.bootstrapServers())
                .codecs(codecs)
                .topic(TopicSpec.of(ORDERS).partitions(2))
                .handle(
                        ORDERS,
                        handler -> handler.run((order, delivery) -> {
                            handled.add(order);
                            return Outcome.done();
                        }))
                .build();
    }

    private static AvroCodecs codecs(SchemaRegistryServer registry) {
        return AvroCodecs.builder()
                .config(config(registry))
                .plain(Orders.V2.Order.class)
                .build();
    }

    private static Map<String, String> config(SchemaRegistryServer registry) {
        return Map.of("schema.registry.url", registry.url(), "value.subject.name.strategy", "TopicNameStrategy");
    }

    private static void send(KafkaCluster cluster, List<byte[]> values) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < values.size(); i++) {
                byte[] key = ("key-" + i).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>("orders", key, values.get(i)))
                        .get();
            }
        }
    }

    private List<String> await(int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            Orders.V2.Order order = handled.poll(60, TimeUnit.SECONDS);
            assertThat(order).as("after " + ids).isNotNull();
            ids.add(order.id());
        }
        return ids;
    }

    private static HandlerState await(Holdfast app, Predicate<HandlerState> wanted) throws Exception {
        CompletableFuture<HandlerState> found = new CompletableFuture<>();
        app.onStateChange(state -> look(state, wanted, found));
        look(app.state(), wanted, found);
        return found.get(60, TimeUnit.SECONDS);
    }

    private static void look(AppState state, Predicate<HandlerState> wanted, CompletableFuture<HandlerState> found) {
        state.handlers().stream().filter(wanted).forEach(found::complete);
    }
}
