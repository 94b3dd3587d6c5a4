package dev.holdfast.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WritesTest {
    private final TestDispatcher dispatcher = TestDispatcher.idle();
    private final Lane lane = dispatcher.lane(0, 0);
    private final Lane other = dispatcher.lane(1, 0);
    private final List<Sent> sent = new ArrayList<>();
    private final Set<String> missingTopics = new HashSet<>();
    private final List<Runnable> lookups = new ArrayList<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private int partitions = 2;
    private final Destinations destinations = new Destinations(
            topic -> {
                if (missingTopics.contains(topic)) {
                    throw new InvalidTopicException(topic);
                }
                return new TopicExists.Found(partitions, Map.of());
            },
            lookups::add,
            wakes::incrementAndGet);
    private final AtomicInteger renewals = new AtomicInteger();
    private final Writes writes = new Writes(new Recorded(), destinations, wakes::incrementAndGet);
    private Instant now = Instant.EPOCH;

    private record Sent(ProducerRecord<byte[], byte[]> write, Consumer<@Nullable Exception> answer) {
        void ok() {
            answer.accept(null);
        }

        void refuse(Exception cause) {
            answer.accept(cause);
        }
    }

    private final class Recorded implements Writes.Output {
        @Override
        public void send(ProducerRecord<byte[], byte[]> write, Consumer<@Nullable Exception> answer) {
            sent.add(new Sent(write, answer));
        }

        @Override
        public void renew() {
            renewals.incrementAndGet();
        }
    }

    @Test
    void aProducerThatNeverAnswersIsReplacedOnceInTwoMinutesAndItsWritesComeAgainInTheirOrder() {
        know("a");
        finish(lane, 0, "a");
        finish(lane, 1, "a");
        finish(other, 0, "a");
        turn(Duration.ofMinutes(2));
        assertThat(renewals).hasValue(0);
        turn(Duration.ofMillis(1));
        turn(Duration.ofMillis(1));
        assertThat(renewals).hasValue(1);

        List<Sent> lost = List.copyOf(sent);
        sent.clear();
        lost.forEach(write -> write.refuse(new KafkaException("closed")));
        turn(Duration.ZERO);
        turn(Duration.ofSeconds(1));
        assertThat(sent).hasSize(2);
        List.copyOf(sent).forEach(Sent::ok);
        turn(Duration.ZERO);
        assertThat(sent).hasSize(3);
        sent.get(2).ok();
        turn(Duration.ZERO);
        assertThat(lane.ring().advance()).isEqualTo(2);
        assertThat(other.ring().advance()).isEqualTo(1);
    }

    @Test
    void anOffsetIsDoneWhenTheLastOfItsWritesIsAcknowledged() {
        know("a");
        finish(lane, 0, "a", "a");
        sent.get(1).ok();
        turn(Duration.ZERO);
        assertThat(lane.ring().advance()).isZero();
        sent.get(0).ok();
        turn(Duration.ZERO);
        assertThat(lane.ring().advance()).isEqualTo(1);
        assertThat(lane.unwritten()).hasValue(0);
    }

    @Test
    void metadataIsFetchedBeforeTheFirstSendAndWaitedForNoLongerThanItTakes() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        assertThat(sent).isEmpty();
        assertThat(lane.trouble()).isNotNull();
        lookUp();
        turn(Duration.ZERO);
        assertThat(sent).hasSize(1);
        sent.get(0).ok();
        turn(Duration.ZERO);
        assertThat(lane.trouble()).isNull();
        assertThat(lane.ring().advance()).isEqualTo(1);
    }

    @Test
    void aTopicThatIsNotThereHoldsOnlyItsLaneAndIsTriedAgainLessAndLessOften() {
        missingTopics.add("gone");
        know("a");
        finish(lane, 0, "gone");
        finish(lane, 1, "a");
        finish(other, 0, "a");
        assertThat(topics()).containsExactly("a");
        sent.get(0).ok();
        turn(Duration.ZERO);
        assertThat(other.ring().advance()).isEqualTo(1);
        int asked = 0;
        for (int second = 0; second < 120; second++) {
            asked += lookups.size();
            lookUp();
            turn(Duration.ofSeconds(1));
        }
        assertThat(asked).isBetween(5, 10);
        assertThat(lane.trouble()).extracting(Lane.Condition::reason).asString().contains("gone");
        missingTopics.clear();
        lookUp();
        turn(Duration.ofSeconds(30));
        lookUp();
        turn(Duration.ZERO);
        assertThat(topics()).containsExactly("a", "gone");
    }

    @Test
    void whatComesBehindARefusedWriteWaitsForItInItsOrder() {
        know("a");
        know("b");
        finish(lane, 0, "a");
        sent.remove(0).refuse(new RecordTooLargeException("big"));
        turn(Duration.ZERO);
        finish(lane, 1, "b");
        finish(lane, 2, "a");
        finish(other, 0, "b");
        assertThat(topics()).containsExactly("b");
        assertThat(writes.setAside(lane)).isEqualTo(3);
        assertThat(lane.trouble())
                .extracting(Lane.Condition::reason)
                .asString()
                .contains("topic a")
                .contains("RecordTooLarge");
        turn(Duration.ofMillis(999));
        assertThat(sent).hasSize(1);
        turn(Duration.ofMillis(1));
        assertThat(topics()).containsExactly("b", "a");
        sent.get(1).ok();
        turn(Duration.ZERO);
        assertThat(topics()).containsExactly("b", "a", "b", "a");
        assertThat(lane.trouble()).isNull();
    }

    @Test
    void aRecordWithNothingToWriteIsNotForgottenBehindARefusedOne() {
        know("a");
        AtomicInteger written = new AtomicInteger();
        finish(lane, 0, "a");
        sent.get(0).refuse(new RecordTooLargeException("big"));
        turn(Duration.ZERO);
        writes.accept(new Finished(lane, 1, 0, List.of(), written::incrementAndGet), now);
        assertThat(written).hasValue(0);
        turn(Duration.ofSeconds(1));
        sent.get(1).ok();
        turn(Duration.ZERO);
        assertThat(written).hasValue(1);
        assertThat(lane.ring().advance()).isEqualTo(2);
        assertThat(lane.unwritten()).hasValue(0);
    }

    @Test
    void aRefusalOfAnotherRecordDoesNotSendOneTwiceThatIsUnderWay() {
        know("a");
        finish(lane, 0, "a");
        finish(lane, 1, "a");
        sent.get(0).refuse(new TimeoutException("first"));
        know("a");
        turn(Duration.ZERO);
        know("a");
        turn(Duration.ofSeconds(1));
        assertThat(sent).hasSize(3);
        sent.get(1).refuse(new RecordTooLargeException("second"));
        turn(Duration.ZERO);
        turn(Duration.ofSeconds(10));
        assertThat(sent).hasSize(3);
        sent.get(2).ok();
        turn(Duration.ZERO);
        assertThat(sent).hasSize(4);
        assertThat(lane.ring().advance()).isEqualTo(1);
    }

    @Test
    void onlyWhatWasRefusedIsSentAgain() {
        know("a");
        know("b");
        finish(lane, 0, "a", "b", "a");
        sent.get(0).ok();
        sent.get(1).refuse(new RecordTooLargeException("big"));
        sent.get(2).ok();
        turn(Duration.ZERO);
        turn(Duration.ofSeconds(1));
        assertThat(topics()).containsExactly("a", "b", "a", "b");
        sent.get(3).ok();
        turn(Duration.ZERO);
        assertThat(lane.ring().advance()).isEqualTo(1);
    }

    @Test
    void writesWithoutAnAnswerAreTroubleThatNamesTheTopicAndPasses() {
        know("slow");
        know("a");
        finish(lane, 0, "a", "slow");
        finish(lane, 1, "a");
        sent.get(0).ok();
        turn(Duration.ofSeconds(11));
        assertThat(lane.trouble())
                .extracting(Lane.Condition::reason)
                .asString()
                .contains("slow")
                .doesNotContain("a,");
        sent.get(1).ok();
        finish(lane, 2, "a");
        sent.get(2).ok();
        turn(Duration.ZERO);
        assertThat(lane.trouble()).isNull();
        assertThat(lane.unwritten()).hasValue(1);
    }

    @Test
    void aPartitionThatIsMissingIsNeverSentToAndNamedWithTheCommand() {
        know("grown");
        writes.accept(
                new Finished(lane, 0, 0, List.of(new ProducerRecord<>("grown", 2, null, new byte[0])), () -> {}), now);
        lookUp();
        turn(Duration.ofSeconds(1));
        assertThat(sent).isEmpty();
        assertThat(lane.trouble())
                .extracting(Lane.Condition::reason)
                .asString()
                .contains("kafka-topics.sh --alter --topic grown --partitions 3");
        partitions = 3;
        lookUp();
        turn(Duration.ofSeconds(2));
        sent.get(0).ok();
        turn(Duration.ZERO);
        assertThat(lane.trouble()).isNull();
        assertThat(lane.ring().advance()).isEqualTo(1);
    }

    @Test
    void whatBelongsToAClosedLaneIsDropped() {
        know("a");
        finish(lane, 0, "a");
        sent.get(0).refuse(new RecordTooLargeException("big"));
        turn(Duration.ZERO);
        lane.close();
        turn(Duration.ofMinutes(1));
        finish(lane, 1, "a");
        assertThat(sent).hasSize(1);
        assertThat(writes.setAside(lane)).isZero();
    }

    private void know(String topic) {
        destinations.ask(topic);
        lookUp();
    }

    private void lookUp() {
        List<Runnable> open = List.copyOf(lookups);
        lookups.clear();
        open.forEach(Runnable::run);
    }

    private void finish(Lane of, long offset, String... topics) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String topic : topics) {
            records.add(new ProducerRecord<>(topic, new byte[0]));
        }
        writes.accept(new Finished(of, offset, 0, records, () -> {}), now);
    }

    private void turn(Duration later) {
        now = now.plus(later);
        writes.turn(now);
    }

    private List<String> topics() {
        return sent.stream().map(one -> one.write().topic()).toList();
    }
}
