package dev.holdfast.retry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.HandlerSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.embedded.Cluster;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import dev.holdfast.testkit.TestTopics;
import dev.holdfast.testkit.TopicProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A source topic, the group that handles it, its applications, and what they were asked to handle. */
final class TierFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    final Topic<byte[], byte[]> source;
    final String group;
    private final Cluster cluster;
    private final TestTopics topics;
    private final List<Holdfast> apps = new ArrayList<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private Consumer<HoldfastBuilder> more = builder -> {};
    private Consumer<HandlerSpec<byte[], byte[]>> handlerMore = handler -> {};

    /** One call of the handler. */
    record Call(String value, Delivery delivery) {
        int attempt() {
            return delivery.attempt();
        }
    }

    TierFixture(Cluster cluster, TestTopics topics, int partitions) {
        this.cluster = cluster;
        this.topics = topics;
        this.source = Topic.of(topics.uniqueName("orders"), byte[].class, byte[].class);
        cluster.createTopic(source.name(), partitions, Math.min(3, cluster.brokers()));
        this.group = topics.uniqueName("billing");
    }

    /** Has the next applications built with more. */
    TierFixture with(Consumer<HoldfastBuilder> builder) {
        more = builder;
        return this;
    }

    /** Has the next applications' handlers built with more. */
    TierFixture withHandler(Consumer<HandlerSpec<byte[], byte[]>> handler) {
        handlerMore = handler;
        return this;
    }

    Holdfast build(BiFunction<String, Delivery, Outcome> handling, HandlerFeature... features) {
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .clientProperties(Map.of("metadata.max.age.ms", "1000"))
                .handle(source, handler -> {
                    handler.order(Order.KEY_UNTIL_RETRY);
                    handlerMore.accept(handler);
                    List.of(features).forEach(handler::with);
                    handler.runMessage((message, delivery) -> handle(message, delivery, handling));
                });
        more.accept(builder);
        return builder.build();
    }

    Holdfast start(BiFunction<String, Delivery, Outcome> handling, HandlerFeature... features) {
        Holdfast app = build(handling, features);
        apps.add(app);
        app.start();
        await().atMost(PATIENCE).until(() -> app.state().phase() == Phase.RUNNING);
        return app;
    }

    void stop(Holdfast app) {
        app.close();
        apps.remove(app);
    }

    private Outcome handle(
            Message<byte[], byte[]> message, Delivery delivery, BiFunction<String, Delivery, Outcome> handling) {
        String value = text(message.value());
        calls.add(new Call(value, delivery));
        return handling.apply(value, delivery);
    }

    /** A value "fail n …" fails n times. */
    static Outcome failAsTold(String value, Delivery delivery) {
        String[] words = value.split(" ", -1);
        if (words[0].equals("fail") && delivery.attempt() <= Integer.parseInt(words[1])) {
            throw new IllegalStateException("the bank is away");
        }
        return Outcome.done();
    }

    /** What the handler was called with so far, in the order of the calls. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> calls(String value) {
        return calls.stream().filter(call -> call.value().equals(value)).toList();
    }

    List<Call> awaitCalls(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(calls.size()).isGreaterThanOrEqualTo(count));
        return calls();
    }

    void publish(int partition, String... values) {
        publish(source.name(), partition, values);
    }

    /** Puts records without any header into one of the group's own topics. */
    void publishTo(String role, String... values) {
        publish(own(role), 0, values);
    }

    private void publish(String topic, int partition, String... values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ProducerRecord<>(topic, partition, bytes("k"), bytes(value)));
        }
        topics.publish(records);
    }

    String own(String role) {
        return source.name() + "." + group + "." + role;
    }

    /** The records of one of the group's own topics, of which there are at least so many. */
    List<ConsumerRecord<Object, Object>> read(String role, int count) {
        TopicProbe probe = topics.probe(Topic.of(own(role), byte[].class, byte[].class));
        await().atMost(PATIENCE).until(() -> probe.records().size() >= count);
        return probe.records();
    }

    void awaitCommitted(String topic) {
        topics.committed(group).awaitLagZero(topic, PATIENCE);
    }

    /**
     * Waits until the group has a commit for a derived topic, by which a later start knows whose records it holds: a
     * topic that is new to the group may come to it late.
     */
    void awaitCommits(String topic) {
        await().atMost(PATIENCE).until(() -> topics.committed(group).offsets().keySet().stream()
                .anyMatch(partition -> partition.topic().equals(topic)));
    }

    PartitionState partition(Holdfast app, String topic, int number) {
        return app.state().handlers().get(0).partitions().stream()
                .filter(one -> one.topic().equals(topic) && one.partition() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + "-" + number + " is not owned: " + app.state()));
    }

    /** Waits until a partition of the source waits for a reason that contains all of these words. */
    void awaitWaiting(Holdfast app, int number, CharSequence... words) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            PartitionState state = partition(app, source.name(), number);
            assertThat(state.reason()).contains(words);
            assertThat(state.phase()).isEqualTo(Phase.DEGRADED);
        });
    }

    void awaitRunning(Holdfast app) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(app.state().handlers().get(0).reason()).isEmpty());
    }

    /** Sets a topic's configuration and waits until the broker goes by it. */
    void config(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        cluster.admin()
                .incrementalAlterConfigs(Map.of(resource, List.of(set)))
                .all()
                .get();
        await().until(() -> requireNonNull(cluster.admin()
                        .describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource))
                .get(key)
                .value()
                .equals(value));
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    static String value(ConsumerRecord<?, ?> record) {
        return text((byte[]) record.value());
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        apps.forEach(Holdfast::close);
    }
}
