package dev.holdfast.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import dev.holdfast.testkit.TopicProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@KafkaTest
@Timeout(90)
class HoldingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final Topic<String, String> words;
    private final String group;
    private final Holding holding = new Holding();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private Holdfast app;

    HoldingIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.words = topics.create("words", 2, String.class, String.class);
        this.group = topics.uniqueName("holding");
        this.app = application(holding);
    }

    @AfterEach
    void ends() {
        app.close();
    }

    private Holdfast application(Holding feature) {
        return Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(words, handler -> handler.with(feature).runMessage(this::handle))
                .build();
    }

    /** Fails the first attempt of values that ask for it. */
    private Outcome handle(Message<String, String> message, Delivery delivery) {
        String value = String.valueOf(message.value());
        handled.add(value + " " + delivery.id().substring(words.name().length() + 1) + " #" + delivery.attempt());
        return value.startsWith("fail") && delivery.attempt() == 1 ? Outcome.retry(value) : Outcome.done();
    }

    /** A group may take a topic over that was just created only in a second round. */
    private void start(Holding feature) {
        app.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(feature.lanes.keySet())
                .extracting(TopicPartition::toString)
                .containsExactlyInAnyOrder(
                        words + "-0", words + "-1", words + Holding.LATER + "-0", words + Holding.LATER + "-1"));
    }

    private void start() {
        start(holding);
    }

    private void publish(int partition, String key, String... values) {
        topics.publish(Stream.of(values)
                .map(value -> new ProducerRecord<>(words.name(), partition, Holding.bytes(key), Holding.bytes(value)))
                .toList());
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("something within " + PATIENCE).isNotNull();
        return next;
    }

    private TopicProbe audit() {
        return topics.probe(Topic.of(words.name() + Holding.AUDIT, String.class, String.class));
    }

    @Test
    void noRecordIsHandledBeforeTheGateOfItsPartitionOpens() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        holding.gates.put(0, gate);
        publish(0, "key", "behind the gate");
        publish(1, "key", "free");
        app.start();

        assertThat(next(handled)).isEqualTo("free 1-0 #1");
        topics.publish(words, "unrelated", "wakes the poll loop up");
        topics.publish(List.of(new ProducerRecord<>(words.name(), 1, Holding.bytes("key"), Holding.bytes("last"))));
        while (!next(handled).startsWith("last")) {
            assertThat(handled).noneMatch(record -> record.startsWith("behind"));
        }
        assertThat(holding.lanes).containsKey(new TopicPartition(words.name(), 0));

        gate.complete(null);
        assertThat(next(handled)).isEqualTo("behind the gate 0-0 #1");
    }

    @Test
    void aPartitionWhoseGateFailsStopsAndSaysWhy() throws Exception {
        holding.gates.put(0, CompletableFuture.failedFuture(new IllegalStateException("the store is gone")));
        publish(0, "key", "behind the gate");
        publish(1, "key", "free");
        app.start();

        assertThat(next(handled)).isEqualTo("free 1-0 #1");
        assertThat(app.state().handlers().get(0).partitions())
                .filteredOn(state -> state.partition() == 0)
                .isNotEmpty()
                .allSatisfy(state -> assertThat(state.reason()).contains("the store is gone"));
    }

    @Test
    void followersOfAHeldKeyWaitWhileOtherKeysGoOn() throws Exception {
        start();
        publish(0, "held", "fail", "second", "third");
        publish(0, "other", "free");

        HandlerRecord head = next(holding.heads);
        HandlerRecord follower = next(holding.followers);
        assertThat(follower.delivery().offset()).isEqualTo(1);
        assertThat(List.of(next(handled), next(handled))).containsExactlyInAnyOrder("fail 0-0 #1", "free 0-3 #1");
        assertThat(next(holding.committed)).endsWith("-0-0");

        holding.running.element().again(head);
        assertThat(next(handled)).isEqualTo("fail 0-0 #2");
        assertThat(next(holding.committed)).endsWith("-0-0");
        assertThat(handled).isEmpty();

        holding.heldKeys.clear();
        follower.resume();
        assertThat(List.of(next(handled), next(handled))).containsExactly("second 0-1 #1", "third 0-2 #1");
        assertThat(audit().await(2, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("held in attempt 1", "resolved in attempt 2");
        topics.committed(group).awaitLagZero(words.name(), PATIENCE);
    }

    @Test
    void aFollowerCanBeSettledWithoutBeingHandled() throws Exception {
        start();
        publish(0, "held", "fail", "settled", "third");

        HandlerRecord follower = next(holding.followers);
        holding.heldKeys.clear();
        follower.settle(Disposition.done(List.of(new ProducerRecord<>(
                words.name() + Holding.AUDIT, 0, Holding.bytes("settled"), Holding.bytes("instead of handled")))));

        assertThat(List.of(next(handled), next(handled))).containsExactly("fail 0-0 #1", "third 0-2 #1");
        assertThat(audit().await(2, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("held in attempt 1", "instead of handled");
        topics.committed(group).awaitLagZero(words.name(), PATIENCE);
    }

    @Test
    void aHeldRecordIsHandledByTheNextOwner() throws Exception {
        start();
        publish(0, "held", "fail", "second");
        next(holding.followers);
        app.close();
        assertThat(topics.committed(group).lag(words.name()).values()).containsExactlyInAnyOrder(1L, 0L);

        Holding next = new Holding();
        app = application(next);
        start(next);
        assertThat(List.of(next(handled), next(handled))).containsExactly("fail 0-0 #1", "second 0-1 #1");
    }

    @Test
    void whatALaneIsGivenToWriteIsDurableWhenItSaysSo() throws Exception {
        start();
        PartitionLane lane = lane(1);
        CountDownLatch written = new CountDownLatch(1);
        lane.write(
                List.of(
                        new ProducerRecord<>(words.name() + Holding.AUDIT, 1, Holding.bytes("a"), Holding.bytes("one")),
                        new ProducerRecord<>(
                                words.name() + Holding.AUDIT, 1, Holding.bytes("a"), Holding.bytes("two"))),
                written::countDown);

        assertThat(written.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(audit().await(2, PATIENCE)).extracting(ConsumerRecord::value).containsExactly("one", "two");
    }

    @Test
    void aNoteComesBackAfterARestart() {
        start();
        lane(0).note(Holding.bytes("held from offset 17"));
        app.close();
        assertThat(holding.notes.values()).containsOnly("");

        Holding next = new Holding();
        app = application(next);
        start(next);
        assertThat(next.notes)
                .containsEntry(new TopicPartition(words.name(), 0), "held from offset 17")
                .containsEntry(new TopicPartition(words.name(), 1), "");
    }

    @Test
    void derivedTopicsAreCreatedLikeTheirSourceAndReadAsTheExtensionSays() throws Exception {
        start();
        publish(1, "key", "fail later");

        assertThat(List.of(next(handled), next(handled))).containsExactly("fail later 1-0 #1", "fail later 1-0 #2");
        assertThat(next(holding.committed)).isEqualTo(words.name() + "-1-0");
        Map<String, Integer> partitions = Stream.of(Holding.LATER, Holding.AUDIT)
                .map(suffix -> words.name() + suffix)
                .collect(Collectors.toMap(
                        name -> name, name -> topics.committed(group).lag(name).size()));
        assertThat(partitions.values()).containsOnly(2);
        topics.committed(group).awaitLagZero(words.name() + Holding.LATER, PATIENCE);
    }

    @Test
    void anExtensionIsToldOfRevokedPartitionsAndClosedInTheEnd() {
        start();
        PartitionLane lane = lane(0);
        assertThat(lane.isOpen()).isTrue();
        app.close();

        assertThat(holding.revoked).hasSize(4).contains(new TopicPartition(words.name() + Holding.LATER, 1));
        assertThat(holding.closed).hasValue(1);
        assertThat(lane.isOpen()).isFalse();
        lane.note(new byte[1]);
        lane.write(List.of(), () -> handled.add("written by a closed lane"));
        assertThat(handled).isEmpty();
    }

    private PartitionLane lane(int partition) {
        return Objects.requireNonNull(holding.lanes.get(new TopicPartition(words.name(), partition)));
    }
}
