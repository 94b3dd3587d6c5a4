package dev.holdfast.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.CodecException;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Message;
import dev.holdfast.PublishException;
import dev.holdfast.Publisher;
import dev.holdfast.Topic;
import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.annotation.Publishes;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.invoke.HandlerScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublishersIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final KafkaCluster cluster =
            KafkaCluster.builder().config("auto.create.topics.enable", "true").start();
    private final Publishers publishers = publishers(Map.of("max.request.size", 3_000_000));

    @AfterAll
    void close() {
        publishers.close(LONG);
        cluster.close();
    }

    @Test
    void aMessageIsWrittenWithKeyValueHeadersAndTimestamp() {
        cluster.createTopic("happy", 1, 1);
        Publisher<String, String> publisher = publishers.publisher(texts("happy"));

        RecordMetadata first = await(publisher.publish("k", "v"));
        RecordMetadata second = await(publisher.publish(Message.<String, String>of("k2", "v2")
                .to("happy")
                .header("tenant", "blue")
                .timestamp(Instant.ofEpochMilli(1_234_567_890_123L))));

        assertThat(first.offset()).isZero();
        assertThat(second.offset()).isOne();
        List<ConsumerRecord<String, String>> records = read("happy", 2);
        assertThat(records).extracting(ConsumerRecord::key).containsExactly("k", "k2");
        assertThat(records).extracting(ConsumerRecord::value).containsExactly("v", "v2");
        assertThat(records.get(0).headers()).isEmpty();
        assertThat(records.get(1).timestamp()).isEqualTo(1_234_567_890_123L);
        assertThat(records.get(1).headers().lastHeader("tenant").value())
                .isEqualTo("blue".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nullIsATombstoneAndAMissingKeyStaysNull() {
        cluster.createTopic("tombstones", 1, 1);
        Publisher<String, String> publisher = publishers.publisher(texts("tombstones"));

        await(publisher.publish("gone", null));
        await(publisher.publish(null, "no key"));

        List<ConsumerRecord<String, String>> records = read("tombstones", 2);
        assertThat(records.get(0).key()).isEqualTo("gone");
        assertThat(records.get(0).value()).isNull();
        assertThat(records.get(1).key()).isNull();
    }

    @Test
    void recordsThatWaitForTheirTopicKeepTheirOrder() {
        cluster.createTopic("ordered", 1, 1);
        Publisher<String, String> publisher = publishers.publisher(texts("ordered"));

        List<CompletionStage<RecordMetadata>> stages = IntStream.range(0, 2_000)
                .mapToObj(i -> publisher.publish("k", Integer.toString(i)))
                .toList();
        stages.forEach(PublishersIT::await);

        assertThat(read("ordered", 2_000))
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, 2_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void anInterfacePublishesAsItsAnnotationsSay() throws Exception {
        cluster.createTopic("declared", 1, 1);
        Events events = publishers.publisher(Events.class);

        events.later("k1", "v1").toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(events.waits("k2", "v2", "blue", new byte[] {7}).offset()).isOne();
        events.waitsForNothing("v3");
        events.twice("v4");

        List<ConsumerRecord<String, String>> records = read("declared", 5);
        assertThat(records).extracting(ConsumerRecord::value).containsExactly("v1", "v2", "v3", "v4", "v4");
        assertThat(records.get(1).key()).isEqualTo("k2");
        assertThat(records.get(1).headers().lastHeader("tenant").value())
                .asString()
                .isEqualTo("blue");
        assertThat(records.get(1).headers().lastHeader("raw").value()).containsExactly(7);
        assertThat(records.get(2).key()).isNull();
        assertThat(events)
                .hasToString("publisher " + Events.class.getName())
                .isEqualTo(events)
                .isNotEqualTo(publishers.publisher(Events.class))
                .hasSameHashCodeAs(events);
    }

    @Test
    void anAbsentHeaderIsNotWritten() {
        cluster.createTopic("declared-headers", 1, 1);
        Headers events = publishers.publisher(Headers.class);

        events.publish("v", null);

        assertThat(read("declared-headers", 1).get(0).headers()).isEmpty();
    }

    @Test
    void anUnknownTopicIsRefusedAndNotCreated() throws Exception {
        PublishException thrown = failure(
                PublishException.class, publishers.publisher(texts("unknown")).publish("k", "v"));

        assertThat(thrown).hasMessage("Topic 'unknown' does not exist. Nothing was sent.");
        assertThat(thrown.topic()).isEqualTo("unknown");
        assertThat(cluster.admin().listTopics().names().get()).doesNotContain("unknown");

        // It is asked for anew, not remembered as missing.
        cluster.createTopic("unknown", 1, 1);
        assertThat(await(publishers.publisher(texts("unknown")).publish("k", "v"))
                        .offset())
                .isZero();
    }

    @Test
    void aRecordAboveMaxRequestSizeIsRefusedBeforeItIsSent() {
        cluster.createTopic("large", 1, 1, Map.of("max.message.bytes", "5000000"));

        PublishException thrown = failure(
                PublishException.class, publishers.publisher(texts("large")).publish("k", "x".repeat(3_000_000)));

        assertThat(thrown)
                .hasMessage("A record for topic 'large' takes 3000089 bytes, more than max.request.size 3000000. It was"
                        + " not sent.");
    }

    @Test
    void aRecordThatTheBrokersFindTooLargeIsNamedWithBothSizes() {
        cluster.createTopic("small", 1, 1, Map.of("max.message.bytes", "1000"));

        PublishException thrown = failure(
                PublishException.class, publishers.publisher(texts("small")).publish("k", "x".repeat(2_000)));

        assertThat(thrown)
                .hasMessage("The brokers refused a record of at most 2087 bytes for topic 'small' as too large"
                        + " (max.message.bytes: 1000).");
        assertThat(await(publishers.publisher(texts("small")).publish("k", "fits"))
                        .offset())
                .isZero();
    }

    @Test
    void whatCannotBeEncodedFailsTheStage() {
        CodecException thrown =
                failure(CodecException.class, publishers.publisher(texts("any")).publish("k", "broken"));

        assertThat(thrown).hasMessageStartingWith("The value of a record for topic 'any' can't be encoded:");
        Events events = publishers.publisher(Events.class);
        assertThatThrownBy(() -> events.waitsForNothing("broken")).isInstanceOf(CodecException.class);
    }

    @Test
    void onAHandlersThreadOnlyAnIndependentPublisherMayPublish() throws Exception {
        cluster.createTopic("beside", 1, 1);
        AtomicReference<Throwable> imperative = new AtomicReference<>();
        AtomicReference<Throwable> declared = new AtomicReference<>();
        CompletableFuture<RecordMetadata> independent = new CompletableFuture<>();
        Thread handlerThread = new Thread(() -> {
            HandlerScope.enter();
            imperative.set(
                    catchThrowable(() -> publishers.publisher(texts("beside")).publish("k", "v")));
            declared.set(catchThrowable(() -> publishers.publisher(Events.class).later("k", "v")));
            publishers.independentPublisher(texts("beside")).publish("k", "v").thenAccept(independent::complete);
        });
        handlerThread.start();
        handlerThread.join();

        String rest = " was called on a handler's thread. Use the handler's Emitter or @Emits there: what is published"
                + " stays when the handler fails. If that is meant, build the publisher with"
                + " independentPublisher(…).";
        assertThat(imperative.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The publisher of topic 'beside'" + rest);
        assertThat(declared.get()).isInstanceOf(IllegalStateException.class).hasMessage("Events.later" + rest);
        assertThat(independent.get(30, TimeUnit.SECONDS).offset()).isZero();
    }

    @Test
    void aMessageForAnotherTopicIsRefused() {
        Publisher<String, String> publisher = publishers.publisher(texts("mine"));

        assertThatThrownBy(() ->
                        publisher.publish(Message.<String, String>of("k", "v").to("other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The publisher of topic 'mine' was given a message for topic 'other'.");
    }

    @Test
    void typesWithoutCodecAreProblems() {
        assertThatThrownBy(() -> publishers.publisher(Topic.of("numbers", Long.class, Integer.class)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("1. There is no codec for keys of type java.lang.Long.")
                .hasMessageContaining("2. There is no codec for values of type java.lang.Integer.");
    }

    @Test
    void closingWaitsForRecordsUnderWayAndRefusesLaterOnes() {
        cluster.createTopic("closing", 1, 1);
        Publishers closed = publishers(Map.of("linger.ms", 1_000));
        Publisher<String, String> publisher = closed.publisher(texts("closing"));
        CompletionStage<RecordMetadata> opened = publisher.publish("k", "first");
        CompletableFuture<Void> flushed = CompletableFuture.allOf(opened.toCompletableFuture());
        await(opened);
        CompletionStage<RecordMetadata> lingering = publisher.publish("k", "second");

        closed.close(LONG);

        assertThat(flushed).isCompleted();
        assertThat(lingering.toCompletableFuture()).isCompleted();
        assertThatThrownBy(() -> publisher.publish("k", "third"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The application is closed: nothing can be published.");
        assertThat(read("closing", 2)).extracting(ConsumerRecord::value).containsExactly("first", "second");
    }

    private Publishers publishers(Map<String, Object> producer) {
        ClientProperties clients = new ClientProperties(
                Map.of("bootstrap.servers", cluster.bootstrapServers()), Map.of(), producer, Map.of());
        return new Publishers("tests", clients, TextCodecs.registry(), cluster.admin(), "tests.publisher-1");
    }

    private static Topic<String, String> texts(String name) {
        return Topic.of(name, String.class, String.class);
    }

    private static RecordMetadata await(CompletionStage<RecordMetadata> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static <E extends Exception> E failure(Class<E> type, CompletionStage<RecordMetadata> stage) {
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> await(stage));
        return type.cast(Objects.requireNonNull(thrown.getCause()));
    }

    private List<ConsumerRecord<String, String>> read(String topic, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", "false");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            long deadline = System.nanoTime() + LONG.toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(count);
        return records;
    }

    interface Events {
        @Publishes("declared")
        CompletionStage<RecordMetadata> later(@Key String key, String value);

        @Publishes("declared")
        RecordMetadata waits(@Key String key, String value, @Header("tenant") String tenant, @Header("raw") byte[] raw);

        @Publishes("declared")
        void waitsForNothing(String value);

        default void twice(String value) {
            waitsForNothing(value);
            waitsForNothing(value);
        }
    }

    interface Headers {
        @Publishes("declared-headers")
        void publish(String value, @Header("optional") @Nullable String header);
    }
}
