package dev.holdfast.retry;

import static dev.holdfast.retry.TierFixture.header;
import static dev.holdfast.retry.TierFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Held keys whose topic is full, whose source is another one now, or whose handler does not hold any more. */
@KafkaTest
@Timeout(240)
class HeldTroubleIT {
    private final KafkaCluster cluster;
    private final TierFixture fixture;
    private volatile boolean isBankAway = true;

    HeldTroubleIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.fixture = new TierFixture(cluster, topics, 2);
        fixture.withHandler(handler -> handler.order(Order.KEY));
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    /** The first record fails as long as the bank is away. */
    private Outcome handle(String value, Delivery delivery) {
        return isBankAway && delivery.offset() == 0 ? Outcome.retry("the bank is away") : Outcome.done();
    }

    private void hold(String... values) {
        Holdfast app = fixture.start(this::handle, RetrySchedule.of("1h"));
        fixture.publish(0, values);
        fixture.awaitCommitted(fixture.source.name());
        fixture.stop(app);
    }

    @Test
    void heldRecordsKeepAnApplicationFromStartingThatWouldNotHandleThem() {
        hold("a", "b");
        assertThatThrownBy(() -> fixture.start(this::handle))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("records of the topic '" + fixture.source.name()
                        + "', partitions [0], wait in the group '" + fixture.group + "' to be handled");
        fixture.start(this::handle, RetrySchedule.deadLettersOnly());
    }

    @Test
    void nothingKeepsItFromStartingWhenNothingIsHeldAnyMore() {
        Holdfast app = fixture.start(this::handle, RetrySchedule.of("100ms"));
        fixture.publish(0, "a", "b");
        fixture.awaitCalls(1);
        isBankAway = false;
        await().atMost(TierFixture.PATIENCE)
                .untilAsserted(() -> assertThat(fixture.calls("b")).hasSize(1));
        fixture.stop(app);
        fixture.start(this::handle);
    }

    @Test
    void whatIsHeldCanBeSeen() {
        Holdfast app = fixture.start(this::handle, RetrySchedule.of("1h"));
        fixture.publish(0, "a", "b", "c");
        fixture.awaitCommitted(fixture.source.name());

        HeldKeyList list = HeldKeys.open(cluster.bootstrapServers(), fixture.source.name(), fixture.group)
                .list(10);
        assertThat(list.total()).isEqualTo(1);
        assertThat(list.keys()).singleElement().satisfies(key -> {
            assertThat(key.key()).contains(TierFixture.bytes("k"));
            assertThat(List.of(key.offset(), key.lastOffset())).containsExactly(0L, 2L);
            assertThat(key.followers()).isEqualTo(2);
            assertThat(key.waiting()).hasValueSatisfying(why -> {
                assertThat(why.attempts()).isEqualTo(1);
                assertThat(why.reason()).isEqualTo("failed");
                assertThat(why.message()).isEqualTo("the bank is away");
            });
        });
        assertThat(fixture.partition(app, fixture.source.name(), 0).figures())
                .containsEntry("held-keys", 1L)
                .containsEntry("held-followers", 2L)
                .containsEntry("held-deepest", 3L)
                .containsKeys("held-bytes", "held-oldest-ms", "held-restore-ms");
    }

    @Test
    void aSourceThatWasCreatedAnewStopsUntilWhatWasHeldOfTheOldOneIsGone() throws Exception {
        hold("a", "b");
        String source = fixture.source.name();
        cluster.admin().deleteTopics(List.of(source)).all().get();
        await().atMost(TierFixture.PATIENCE)
                .until(() -> !cluster.admin().listTopics().names().get().contains(source));
        cluster.createTopic(source, 2, 1);

        try (Holdfast app = fixture.build(this::handle, RetrySchedule.of("1h"))) {
            app.start();
            fixture.publish(0, "new");
            await().atMost(TierFixture.PATIENCE).untilAsserted(() -> {
                PartitionState stopped = fixture.partition(app, source, 0);
                assertThat(stopped.phase()).isEqualTo(Phase.STOPPED);
                assertThat(stopped.reason())
                        .contains("another topic of the same name")
                        .contains("delete the held topic");
            });
        }
        assertThat(fixture.calls("new")).isEmpty();
    }

    @Test
    void whenNoMoreMayBeHeldTheRestWaitsInItsOrder() {
        String limit = "holdfast.handlers." + fixture.group + "/" + fixture.source.name() + ".retry.held-bytes";
        fixture.with(builder -> builder.settings(Settings.of(Map.of(limit, "2000"))));
        Holdfast app = fixture.start(this::handle, RetrySchedule.of("200ms").onExhausted(OnExhausted.HOLD_KEY));
        List<String> values =
                IntStream.range(0, 100).mapToObj(i -> "record " + i).toList();
        fixture.publish(0, values.toArray(String[]::new));
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> {
            PartitionState state = fixture.partition(app, fixture.source.name(), 0);
            assertThat(state.position()).isGreaterThanOrEqualTo(100);
            assertThat(state.inFlight()).isPositive();
            assertThat(fixture.calls("record 0")).hasSizeGreaterThan(3);
            assertThat(state.figures()).containsEntry("held-overflows", 1L);
        });
        assertThat(fixture.calls("record 1")).isEmpty();

        isBankAway = false;
        fixture.awaitCommitted(fixture.source.name());
        await().atMost(TierFixture.PATIENCE)
                .untilAsserted(() -> assertThat(fixture.calls("record 99")).hasSize(1));
        List<String> handled = new ArrayList<>(
                fixture.calls().stream().map(TierFixture.Call::value).toList());
        handled.removeIf("record 0"::equals);
        assertThat(handled).isEqualTo(values.subList(1, 100));
    }

    /** More than may be done before a commit, so that the rest has to go on after it. */
    @Test
    void manyRecordsBehindOneAreWorkedOffInTheirOrder() {
        int count = 20_000;
        Holdfast app = fixture.start(this::handle, RetrySchedule.of("200ms").onExhausted(OnExhausted.HOLD_KEY));
        List<String> values =
                IntStream.range(0, count).mapToObj(i -> "record " + i).toList();
        fixture.publish(0, values.toArray(String[]::new));
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                        fixture.partition(app, fixture.source.name(), 0).figures())
                .containsEntry("held-deepest", (long) count));
        isBankAway = false;
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> assertThat(
                        fixture.partition(app, fixture.source.name(), 0).figures())
                .containsEntry("held-deepest", 0L));
        List<String> handled = new ArrayList<>(
                fixture.calls().stream().map(TierFixture.Call::value).toList());
        handled.removeIf("record 0"::equals);
        assertThat(handled).isEqualTo(values.subList(1, count));
    }

    @Test
    void anOutputOfAHeldRecordThatIsTooLargeMakesADeadLetterAndTheKeyGoesOn() {
        String output = fixture.source.name() + "-invoices";
        cluster.createTopic(output, 1, 1, Map.of("max.message.bytes", "2000"));
        fixture.withHandler(handler -> handler.order(Order.KEY).emits(output));
        fixture.start(
                (value, delivery) -> {
                    int bytes = Integer.parseInt(value);
                    return bytes > 2_000 && delivery.attempt() == 1
                            ? Outcome.retry("the bank is away")
                            : Outcome.emit(Message.of(TierFixture.bytes("k"), new byte[bytes])
                                    .to(output));
                },
                RetrySchedule.of("100ms", "1h"));
        fixture.publish(0, "10", "5000", "20");

        ConsumerRecord<Object, Object> letter = fixture.read("dead-letter", 1).get(0);
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("too-large");
        assertThat(value(letter)).isEqualTo("5000");
        await().atMost(TierFixture.PATIENCE)
                .untilAsserted(() -> assertThat(fixture.calls("20")).hasSize(1));
        assertThat(fixture.calls())
                .extracting(call -> call.value() + " #" + call.attempt())
                .containsExactly("10 #1", "5000 #1", "5000 #2", "20 #1");
    }
}
