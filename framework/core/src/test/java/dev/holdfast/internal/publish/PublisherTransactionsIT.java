package dev.holdfast.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.CodecException;
import dev.holdfast.Message;
import dev.holdfast.PublishException;
import dev.holdfast.Topic;
import dev.holdfast.Transaction;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.invoke.HandlerScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublisherTransactionsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final KafkaCluster cluster =
            KafkaCluster.builder().config("auto.create.topics.enable", "true").start();
    private final Publishers publishers = publishers("tests.pod-0.publisher-1");

    @AfterAll
    void close() {
        publishers.close(LONG);
        cluster.close();
    }

    private Publishers publishers(String transactionalId) {
        ClientProperties clients = new ClientProperties(
                Map.of("bootstrap.servers", cluster.bootstrapServers()), Map.of(), Map.of(), Map.of());
        return new Publishers("tests", clients, TextCodecs.registry(), cluster.admin(), transactionalId);
    }

    @Test
    void recordsOfSeveralTopicsAreWrittenTogether() {
        topics("orders", "audit");

        List<RecordMetadata> written = await(publishers.transaction(tx -> {
            tx.publish(texts("orders"), "1", "placed");
            tx.publish(texts("audit"), Message.<String, String>of("1", "by Ada").header("tenant", "blue"));
            tx.publish(texts("orders"), "1", null);
        }));

        assertThat(written).extracting(RecordMetadata::topic).containsExactly("orders", "audit", "orders");
        assertThat(written).extracting(RecordMetadata::offset).containsExactly(0L, 0L, 1L);
        assertThat(committed("orders")).containsExactly("1=placed", "1=null");
        assertThat(committed("audit")).containsExactly("1=by Ada");
    }

    @Test
    void aFunctionThatThrowsLeavesNothing() {
        topics("thrown");

        assertThatThrownBy(() -> publishers.transaction(tx -> {
                    tx.publish(texts("thrown"), "1", "placed");
                    throw new IllegalArgumentException("changed my mind");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed my mind");

        await(publishers.transaction(tx -> tx.publish(texts("thrown"), "2", "next")));
        assertThat(committed("thrown")).containsExactly("2=next");
    }

    @Test
    void anUnknownTopicIsFoundBeforeAnythingIsSentAndTheNextTransactionWorks() throws Exception {
        topics("known");

        Throwable failure = failure(publishers.transaction(tx -> {
            tx.publish(texts("known"), "1", "placed");
            tx.publish(texts("never-heard-of"), "1", "placed");
        }));

        assertThat(failure)
                .isInstanceOf(PublishException.class)
                .hasMessage("Topic 'never-heard-of' does not exist. Nothing was sent.")
                .extracting(thrown -> ((PublishException) thrown).topic())
                .isEqualTo("never-heard-of");
        await(publishers.transaction(tx -> tx.publish(texts("known"), "2", "next")));
        assertThat(committed("known")).containsExactly("2=next");
        assertThat(all("known")).as("not even aborted").containsExactly("2=next");
        assertThat(cluster.admin().listTopics(new ListTopicsOptions()).names().get())
                .doesNotContain("never-heard-of");
    }

    @Test
    void aRecordThatIsTooLargeForTheClientIsFoundBeforeAnythingIsSent() {
        topics("large");

        Throwable failure = failure(publishers.transaction(tx -> {
            tx.publish(texts("large"), "1", "placed");
            tx.publish(texts("large"), "2", "x".repeat(2_000_000));
        }));

        assertThat(failure)
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("more than max.request.size 1048576. It was not sent.");
        assertThat(all("large")).isEmpty();
    }

    @Test
    void aRecordThatIsTooLargeForItsTopicTakesTheOthersWithIt() {
        topics("roomy");
        cluster.createTopic("narrow", 1, 1, Map.of("max.message.bytes", "1000"));

        Throwable failure = failure(publishers.transaction(tx -> {
            tx.publish(texts("roomy"), "1", "placed");
            tx.publish(texts("narrow"), "1", "x".repeat(2_000));
        }));

        assertThat(failure)
                .isInstanceOf(PublishException.class)
                .hasMessageStartingWith("A transaction on topics [roomy, narrow] failed: topic 'narrow': ")
                .hasMessageEndingWith("Nothing was written.");
        await(publishers.transaction(tx -> tx.publish(texts("roomy"), "2", "next")));
        assertThat(committed("roomy")).containsExactly("2=next");
        assertThat(committed("narrow")).isEmpty();
    }

    @Test
    void manyThreadsGetTheirTransactionsWhole() {
        topics("left", "right");

        List<CompletableFuture<List<RecordMetadata>>> stages = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> publishers
                        .transaction(tx -> {
                            tx.publish(texts("left"), "k", "a" + i);
                            tx.publish(texts("right"), "k", "b" + i);
                            tx.publish(texts("left"), "k", "c" + i);
                        })
                        .toCompletableFuture())
                .toList();
        stages.forEach(PublisherTransactionsIT::await);

        List<String> left = committed("left");
        assertThat(left).hasSize(120);
        for (int i = 0; i < left.size(); i += 2) {
            String number = left.get(i).substring("k=a".length());
            assertThat(left.get(i)).isEqualTo("k=a" + number);
            assertThat(left.get(i + 1)).isEqualTo("k=c" + number);
        }
        assertThat(committed("right")).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void whoIsFencedOnceGoesOnAndWhoIsFencedTwiceSaysWhy() {
        topics("fenced");
        Publishers mine = publishers("tests.pod-9.publisher-1");
        try {
            await(mine.transaction(tx -> tx.publish(texts("fenced"), "1", "mine")));
            fence("tests.pod-9.publisher-1");
            await(mine.transaction(tx -> tx.publish(texts("fenced"), "2", "mine again")));
            fence("tests.pod-9.publisher-1");

            assertThat(failure(mine.transaction(tx -> tx.publish(texts("fenced"), "3", "mine?"))))
                    .isInstanceOf(PublishException.class)
                    .hasMessage("A transaction on topics [fenced] failed: another producer uses the transactional id"
                            + " tests.pod-9.publisher-1: is the instance id used twice? Nothing was written.");
        } finally {
            mine.close(LONG);
        }
        assertThat(committed("fenced")).containsExactly("1=mine", "2=mine again");
    }

    private void fence(String transactionalId) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", transactionalId);
        try (KafkaProducer<String, String> other =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            other.initTransactions();
        }
    }

    @Test
    void onAHandlersThreadItIsRefused() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread handler = new Thread(() -> {
            HandlerScope.enter();
            thrown.set(catchThrowable(() -> publishers.transaction(tx -> {})));
        });
        handler.start();
        handler.join();

        assertThat(thrown.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A transaction was begun on a handler's thread. Use the handler's Emitter or @Emits there: they"
                                + " write in the transaction of the record that is handled.");
    }

    @Test
    void anEmptyTransactionIsDoneAndAnEndedOneTakesNothing() {
        AtomicReference<Transaction> kept = new AtomicReference<>();

        assertThat(await(publishers.transaction(kept::set))).isEmpty();
        assertThatThrownBy(() -> Objects.requireNonNull(kept.get()).publish(texts("late"), "k", "v"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The transaction is over: records are added while its function runs.");
    }

    @Test
    void aTypeWithoutCodecIsRefusedWhereItIsAdded() {
        assertThatThrownBy(() -> publishers.transaction(
                        tx -> tx.publish(Topic.of("numbers", String.class, Integer.class), "k", 1)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void closingWaitsForWhatWasTakenAndRefusesTheRest() {
        topics("closing-tx");
        Publishers closed = publishers("tests.pod-8.publisher-1");
        CompletionStage<List<RecordMetadata>> taken =
                closed.transaction(tx -> tx.publish(texts("closing-tx"), "1", "taken"));

        closed.close(LONG);

        assertThat(taken.toCompletableFuture()).isCompleted();
        assertThat(failure(closed.transaction(tx -> tx.publish(texts("closing-tx"), "2", "late"))))
                .isInstanceOf(PublishException.class)
                .hasMessage("The application was closed.");
        assertThat(committed("closing-tx")).containsExactly("1=taken");
    }

    private void topics(String... names) {
        for (String name : names) {
            cluster.createTopic(name, 1, 1);
        }
    }

    private static Topic<String, String> texts(String name) {
        return Topic.of(name, String.class, String.class);
    }

    private static List<RecordMetadata> await(CompletionStage<List<RecordMetadata>> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Throwable failure(CompletionStage<List<RecordMetadata>> stage) {
        return Objects.requireNonNull(catchThrowable(() -> await(stage)).getCause());
    }

    private List<String> committed(String topic) {
        return read(topic, "read_committed");
    }

    private List<String> all(String topic) {
        return read(topic, "read_uncommitted");
    }

    private long end(String topic, String isolation) {
        TopicPartition partition = new TopicPartition(topic, 0);
        IsolationLevel level = IsolationLevel.valueOf(isolation.toUpperCase(Locale.ROOT));
        return cluster.admin()
                .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(partition)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .offset();
    }

    /** Everything up to where the topic's only partition ends for such a reader. */
    private List<String> read(String topic, String isolation) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                isolation);
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            // A commit is answered before its markers are in all topics.
            Awaitility.await().atMost(LONG).until(() -> end(topic, "read_committed") == end(topic, "read_uncommitted"));
            long end = end(topic, isolation);
            long deadline = System.nanoTime() + LONG.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
                    records.add(each.key() + "=" + each.value());
                }
            }
            assertThat(consumer.position(partition)).isEqualTo(end);
        }
        return records;
    }
}
