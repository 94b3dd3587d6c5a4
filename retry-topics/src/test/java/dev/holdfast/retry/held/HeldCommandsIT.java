package dev.holdfast.retry.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.HeldCommand;
import dev.holdfast.retry.HeldKeyEntry;
import dev.holdfast.retry.HeldKeys;
import dev.holdfast.retry.OnExhausted;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.testkit.TestTopics;
import dev.holdfast.testkit.TopicProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people want done with keys that stay held is done once. */
@Timeout(300)
class HeldCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int KEYS = 30;
    private static final int EACH = 10;
    private static KafkaCluster cluster;
    private static TestTopics topics;

    private Topic<String, String> source;
    private Topic<String, String> ledger;
    private String group;
    private HeldKeys held;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.builder()
                .config("group.consumer.session.timeout.ms", "2000")
                .config("group.consumer.heartbeat.interval.ms", "300")
                .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .start();
        topics = TestTopics.of(cluster);
    }

    @AfterAll
    static void stop() {
        topics.close();
        cluster.close();
    }

    @BeforeEach
    void names() {
        source = topics.create(Topic.of("orders", String.class, String.class), 2);
        ledger = topics.create(Topic.of("ledger", String.class, String.class), 2);
        group = topics.uniqueName("billing");
        held = HeldKeys.open(cluster.bootstrapServers(), source.name(), group);
    }

    private Topic<String, String> own(String role) {
        return Topic.of(source.name() + "." + group + "." + role, String.class, String.class);
    }

    private void publish(String key, String... values) {
        topics.publish(List.of(values).stream()
                .map(value -> new ProducerRecord<>(source.name(), 0, KeyedFeed.bytes(key), KeyedFeed.bytes(value)))
                .toList());
    }

    private void awaitHeld(int keys, int followers) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<HeldKeyEntry> found = held.list(KEYS).keys();
            assertThat(found).hasSize(keys);
            assertThat(found.stream().mapToInt(HeldKeyEntry::followers).sum()).isEqualTo(followers);
        });
    }

    private HeldCommand.Result result(HeldCommand command) {
        return await().atMost(PATIENCE)
                .until(() -> held.result(command), found -> found.isPresent())
                .orElseThrow();
    }

    private Holdfast app() {
        return Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(source, handler -> handler.with(RetrySchedule.of("1h").onExhausted(OnExhausted.HOLD_KEY))
                        .emits(ledger.name())
                        .runMessage((message, delivery) -> "0".equals(message.value())
                                ? Outcome.retry("the bank is away")
                                : Outcome.emit(Message.of(message.key(), message.value())
                                        .to(ledger.name()))))
                .build();
    }

    @Test
    void aFirstRecordIsDiscardedOrReleasedAndItsKeyGoesOn() {
        try (Holdfast app = app()) {
            app.start();
            publish("a", "0", "1", "2");
            publish("b", "0", "1");
            awaitHeld(2, 3);
            topics.publish(List.of(
                    new ProducerRecord<>(own("commands").name(), 0, KeyedFeed.bytes("x"), KeyedFeed.bytes("y"))));
            assertThat(result(new HeldCommand(0, 0))).isEqualTo(HeldCommand.Result.UNREADABLE);
            assertThat(result(held.discard(0, 1, "me", "a follower"))).isEqualTo(HeldCommand.Result.NOT_FIRST);
            HeldCommand discard = held.discard(0, 0, "me", "it was a test");
            HeldCommand release = held.release(0, 3, "me", "the bank won't come back");
            assertThat(result(discard)).isEqualTo(HeldCommand.Result.DONE);
            assertThat(result(release)).isEqualTo(HeldCommand.Result.DONE);

            TopicProbe probe = topics.probe(ledger);
            assertThat(probe.await(3, PATIENCE).stream().map(record -> record.key() + "/" + record.value()))
                    .containsExactlyInAnyOrder("a/1", "a/2", "b/1");
            assertThat(topics.probe(own("dead-letter")).await(1, PATIENCE))
                    .extracting(ConsumerRecord::key)
                    .containsExactly("b");
            awaitHeld(0, 0);
            assertThat(result(held.discard(0, 0, "me", "once more"))).isEqualTo(HeldCommand.Result.NOT_HELD);
        }
    }

    @Test
    void commandsAreDoneOnceWhenTheirOwnerIsKilled() throws IOException {
        KeyedFeed feed = new KeyedFeed(source.name(), KEYS);
        feed.write(topics, KEYS * EACH);
        Process owner = child();
        List<HeldCommand> commands = new ArrayList<>();
        try {
            awaitHeld(KEYS, KEYS * (EACH - 1));
            List<HeldKeyEntry> keys = held.list(KEYS).keys();
            for (int i = 0; i < KEYS; i++) {
                HeldKeyEntry key = keys.get(i);
                commands.add(held.discard(key.partition(), key.offset(), "me", "a test"));
                if (i == KEYS / 3 || i == KEYS - 1) {
                    owner.destroyForcibly();
                    owner = child();
                }
            }
            TopicProbe probe = topics.probe(ledger);
            Map<Object, List<Object>> values = new HashMap<>();
            probe.await(KEYS * (EACH - 1), PATIENCE)
                    .forEach(record -> values.computeIfAbsent(record.key(), unseen -> new ArrayList<>())
                            .add(record.value()));
            List<String> expected =
                    IntStream.range(1, EACH).mapToObj(Integer::toString).toList();
            assertThat(values).hasSize(KEYS);
            assertThat(values.values()).allSatisfy(of -> assertThat(of).isEqualTo(expected));
            // Done a second time it would say that the record is not held any more.
            assertThat(commands)
                    .allSatisfy(command -> assertThat(result(command)).isEqualTo(HeldCommand.Result.DONE));
            topics.committed(group).awaitLagZero(source.name(), PATIENCE);
            assertThat(probe.records()).hasSize(KEYS * (EACH - 1));
        } finally {
            owner.destroyForcibly();
        }
    }

    private Process child() throws IOException {
        return HeldChild.start(
                cluster.bootstrapServers(), group, source.name(), ledger.name(), "consumer", HeldChild.HOLD);
    }
}
