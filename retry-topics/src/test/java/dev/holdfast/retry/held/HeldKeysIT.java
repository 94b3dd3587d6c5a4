package dev.holdfast.retry.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.OnExhausted;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import dev.holdfast.testkit.TopicProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@KafkaTest
@Timeout(120)
class HeldKeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RetrySchedule SOON = RetrySchedule.of("200ms", "300ms");

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final Topic<String, String> source;
    private final Topic<String, String> ledger;
    private final String group;
    private final List<Holdfast> apps = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    HeldKeysIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.source = topics.create(Topic.of("orders", String.class, String.class), 2);
        this.ledger = topics.create(Topic.of("ledger", String.class, String.class), 2);
        this.group = topics.uniqueName("billing");
    }

    @AfterEach
    void ends() {
        apps.forEach(Holdfast::close);
    }

    private Holdfast app(Order order, RetrySchedule retries, BiPredicate<Message<String, String>, Integer> fails) {
        Holdfast app = Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(source, handler -> handler.order(order)
                        .with(retries)
                        .emits(ledger.name())
                        .runMessage((message, delivery) -> handle(message, delivery, fails)))
                .build();
        apps.add(app);
        return app;
    }

    private Outcome handle(
            Message<String, String> message, Delivery delivery, BiPredicate<Message<String, String>, Integer> fails) {
        attempts.add(message.key() + "/" + message.value() + " #" + delivery.attempt());
        return fails.test(message, delivery.attempt())
                ? Outcome.retry("the bank is away")
                : Outcome.emit(Message.of(message.key(), message.value()).to(ledger.name()));
    }

    private Holdfast start(Order order, RetrySchedule retries, BiPredicate<Message<String, String>, Integer> fails)
            throws Exception {
        Holdfast app = app(order, retries, fails);
        app.start();
        app.awaitRunning(PATIENCE);
        return app;
    }

    private void stop(Holdfast app) {
        app.close();
        apps.remove(app);
    }

    /** Fails as long as a test says so. */
    private boolean isBroken(Message<String, String> message, int attempt) {
        return broken.contains(message.key() + "/" + message.value());
    }

    private void publish(String key, String... values) {
        topics.publish(List.of(values).stream()
                .map(value -> new ProducerRecord<>(source.name(), 0, KeyedFeed.bytes(key), KeyedFeed.bytes(value)))
                .toList());
    }

    private static List<String> texts(List<? extends ConsumerRecord<?, ?>> records) {
        return records.stream()
                .map(record -> record.key() + "/" + record.value())
                .toList();
    }

    private String own(String role) {
        return source.name() + "." + group + "." + role;
    }

    private void awaitAttempt(String attempt) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(attempts).contains(attempt));
    }

    @Test
    void theOrderOfEachKeyIsKeptWhileOneRecordInTenFails() throws Exception {
        KeyedFeed feed = new KeyedFeed(source.name(), 100);
        feed.write(topics, 5_000);
        start(Order.KEY, SOON, KeyedFeed::fails);

        TopicProbe probe = topics.probe(ledger);
        assertThat(feed.breaks(probe.await(feed.written(), PATIENCE))).isEmpty();
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        assertThat(probe.records()).hasSize(feed.written());
        assertThat(attempts.stream().filter(attempt -> attempt.endsWith("#2")).count())
                .isGreaterThan(300);
    }

    @Test
    void theSameCheckSeesTheBreaksOfAnOrderThatEndsAtTheFirstRetry() throws Exception {
        KeyedFeed feed = new KeyedFeed(source.name(), 100);
        feed.write(topics, 5_000);
        start(Order.KEY_UNTIL_RETRY, SOON, KeyedFeed::fails);
        assertThat(feed.breaks(topics.probe(ledger).await(feed.written(), PATIENCE)))
                .hasSizeGreaterThan(50);
    }

    @Test
    void otherKeysGoOnWhileOneIsHeld() throws Exception {
        broken.add("a/0");
        start(Order.KEY, RetrySchedule.of("1h"), this::isBroken);
        publish("a", "0", "1", "2");
        publish("b", "0", "1");
        assertThat(texts(topics.probe(ledger).await(2, PATIENCE))).containsExactly("b/0", "b/1");
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        assertThat(attempts).doesNotContain("a/1 #1", "a/2 #1");
    }

    @Test
    void afterTheLastAttemptTheKeyGoesOnWithTheNextRecord() throws Exception {
        broken.add("a/1");
        start(Order.KEY, SOON, this::isBroken);
        publish("a", "0", "1", "2", "3");
        assertThat(texts(topics.probe(ledger).await(3, PATIENCE))).containsExactly("a/0", "a/2", "a/3");
        assertThat(texts(topics.probe(Topic.of(own("dead-letter"), String.class, String.class))
                        .await(1, PATIENCE)))
                .containsExactly("a/1");
        assertThat(attempts).containsExactly("a/0 #1", "a/1 #1", "a/1 #2", "a/1 #3", "a/2 #1", "a/3 #1");
    }

    @Test
    void aKeyThatStaysHeldIsTriedUntilItsFirstRecordSucceeds() throws Exception {
        broken.add("a/0");
        start(Order.KEY, SOON.onExhausted(OnExhausted.HOLD_KEY), this::isBroken);
        publish("a", "0", "1");
        awaitAttempt("a/0 #6");
        broken.clear();
        assertThat(texts(topics.probe(ledger).await(2, PATIENCE))).containsExactly("a/0", "a/1");
    }

    @Test
    void whatIsHeldIsFoundAgainAfterARestart() throws Exception {
        broken.addAll(Set.of("a/0", "b/0"));
        Holdfast first = start(Order.KEY, RetrySchedule.of("300ms", "1h"), this::isBroken);
        publish("a", "0", "1", "2");
        publish("b", "0", "1");
        awaitAttempt("a/0 #2");
        awaitAttempt("b/0 #2");
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        stop(first);
        attempts.clear();

        broken.clear();
        start(Order.KEY, RetrySchedule.of("300ms"), this::isBroken);
        publish("a", "3");
        publish("c", "0");
        assertThat(texts(topics.probe(ledger).await(1, PATIENCE))).containsExactly("c/0");
        assertThat(attempts).containsExactly("c/0 #1");
    }

    @Test
    void whatIsHeldIsTriedAfterARestartWhenItIsDue() throws Exception {
        broken.addAll(Set.of("a/0", "b/0"));
        Holdfast first = start(Order.KEY, RetrySchedule.of("200ms", "3s"), this::isBroken);
        publish("a", "0", "1", "2");
        publish("b", "0", "1");
        awaitAttempt("a/0 #2");
        awaitAttempt("b/0 #2");
        stop(first);
        attempts.clear();
        broken.clear();

        start(Order.KEY, RetrySchedule.of("200ms", "3s"), this::isBroken);
        publish("a", "3");
        List<String> done = texts(topics.probe(ledger).await(6, PATIENCE));
        assertThat(done).filteredOn(text -> text.startsWith("a")).containsExactly("a/0", "a/1", "a/2", "a/3");
        assertThat(done).filteredOn(text -> text.startsWith("b")).containsExactly("b/0", "b/1");
        assertThat(attempts).contains("a/0 #3", "a/1 #1").doesNotContain("a/0 #1");
    }

    @Test
    void nothingIsStrandedWhenTheOrderIsChangedAndChangedBack() throws Exception {
        broken.addAll(Set.of("a/0", "c/0"));
        Holdfast held = start(Order.KEY, RetrySchedule.of("200ms", "2s"), this::isBroken);
        publish("a", "0", "1");
        awaitAttempt("a/0 #2");
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        stop(held);

        broken.remove("a/0");
        Holdfast tiers = start(Order.KEY_UNTIL_RETRY, RetrySchedule.of("4s"), this::isBroken);
        publish("a", "2");
        publish("c", "0", "1");
        TopicProbe probe = topics.probe(ledger);
        List<String> done = texts(probe.await(4, PATIENCE));
        assertThat(done).filteredOn(text -> text.startsWith("a")).containsExactly("a/0", "a/1", "a/2");
        assertThat(done).contains("c/1");
        topics.committed(group).awaitLagZero(source.name(), PATIENCE);
        stop(tiers);

        broken.clear();
        start(Order.KEY, SOON, this::isBroken);
        assertThat(texts(probe.await(5, PATIENCE))).contains("c/0");
    }

    @Test
    void aHeldTopicThatIsNotCompactedIsRefused() throws Exception {
        create(new NewTopic(own("held"), 2, (short) 1).configs(Map.of("cleanup.policy", "delete")));
        assertThatThrownBy(() -> app(Order.KEY, SOON, this::isBroken).start())
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(own("held"))
                .hasMessageContaining("cleanup.policy=compact");
    }

    @Test
    void aHeldTopicWithOtherPartitionsIsRefused() throws Exception {
        create(new NewTopic(own("held"), 3, (short) 1).configs(Map.of("cleanup.policy", "compact")));
        assertThatThrownBy(() -> app(Order.KEY, SOON, this::isBroken).start())
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("must have the partitions of '" + source.name() + "', which are 2; it has 3");
    }

    private void create(NewTopic topic) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }
}
