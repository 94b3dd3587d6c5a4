package dev.holdfast.internal.commit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final TestDispatcher dispatcher = TestDispatcher.idle();
    private final Lane lane = dispatcher.lane(0, 0);
    private final Lane other = dispatcher.lane(1, 0);
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, TopicExists.Found> odd = new HashMap<>();
    private final List<Lane> takenOverAnew = new ArrayList<>();
    private final LaneOffsets offsets = new LaneOffsets();
    private final Destinations destinations = new Destinations(
            topic -> {
                if (missing.contains(topic)) {
                    throw new InvalidTopicException(topic);
                }
                return odd.getOrDefault(topic, new TopicExists.Found(2, Map.of()));
            },
            Runnable::run,
            () -> {});
    private final Transactions transactions = new Transactions(
            new TransactionalOutput(new ReplaceableProducer(this::newProducer)),
            destinations,
            offsets,
            new TakenOver(),
            () -> {});
    private Instant now = Instant.EPOCH.plusSeconds(1);

    private final class TakenOver implements OffsetCommits {
        @Override
        public void carryOut(OffsetCommit commit) {
            throw new AssertionError("commits belong into transactions");
        }

        @Override
        public void takeOverAnew(Collection<Lane> closed) {
            takenOverAnew.addAll(closed);
        }

        @Override
        public void roomIsMade() {}
    }

    TransactionsTest() {
        List.of("a", "b", "bad").forEach(destinations::ask);
        own(lane, other);
        turn(Duration.ZERO);
    }

    private MockProducer<byte[], byte[]> newProducer() {
        MockProducer<byte[], byte[]> mock =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(mock);
        return mock;
    }

    private MockProducer<byte[], byte[]> producer() {
        return producers.get(producers.size() - 1);
    }

    private void own(Lane... lanes) {
        Ownership ownership = new Ownership(anyMembership(), List.of(lanes));
        offsets.own(ownership.lanes(), now);
        transactions.own(ownership);
    }

    private static ConsumerGroupMetadata anyMembership() {
        Map<String, Object> config = Map.of("bootstrap.servers", "localhost:9", "group.id", "g");
        try (KafkaConsumer<byte[], byte[]> unconnected =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return unconnected.groupMetadata();
        }
    }

    private void turn(Duration later) {
        now = now.plus(later);
        offsets.advance(now);
        transactions.turn(now, false);
    }

    private void finish(Lane of, long offset, String... topics) {
        byte[] value = (of.partition().partition() + ":" + offset).getBytes(StandardCharsets.UTF_8);
        transactions.accept(new Finished(
                of,
                offset,
                1,
                Arrays.stream(topics)
                        .map(topic -> new ProducerRecord<byte[], byte[]>(topic, value))
                        .toList(),
                () -> {}));
    }

    /** Sends, answers, and turns until the transaction is committed or something is in its way. */
    private void commit() {
        turn(Duration.ZERO);
        turn(INTERVAL);
        answerAll();
        turn(Duration.ZERO);
    }

    private void answerAll() {
        while (producer().completeNext()) {
            // Until all are answered.
        }
    }

    private List<String> written() {
        List<String> values = new ArrayList<>();
        producers.forEach(each -> each.history()
                .forEach(record ->
                        values.add(record.topic() + "=" + new String(record.value(), StandardCharsets.UTF_8))));
        return values;
    }

    private List<Map<TopicPartition, OffsetAndMetadata>> committedOffsets() {
        List<Map<TopicPartition, OffsetAndMetadata>> all = new ArrayList<>();
        producers.forEach(each -> each.consumerGroupOffsetsHistory().forEach(map -> all.addAll(map.values())));
        return all;
    }

    private long committed(Lane of) {
        return committedOffsets().stream()
                .filter(map -> map.containsKey(of.partition()))
                .reduce((first, second) -> second)
                .map(map -> map.get(of.partition()))
                .map(OffsetAndMetadata::offset)
                .orElse(-1L);
    }

    @Test
    void outputsAndOffsetsAreCommittedTogetherAndOnlyThenIsTheRecordDone() {
        finish(lane, 0, "a", "b");
        turn(Duration.ZERO);
        turn(INTERVAL);
        assertThat(producer().uncommittedRecords()).hasSize(2);
        assertThat(lane.ring().isDone(0)).isFalse();
        turn(Duration.ZERO);
        assertThat(producer().commitCount()).as("answers are waited for").isZero();
        answerAll();
        turn(Duration.ZERO);
        assertThat(written()).containsExactly("a=0:0", "b=0:0");
        assertThat(committed(lane)).isEqualTo(1);
        assertThat(lane.ring().frontier()).isEqualTo(1);
        assertThat(lane.unwritten()).hasValue(0);
        assertThat(committed(other)).as("nothing of it is in the transaction").isEqualTo(-1);
    }

    @Test
    void whatIsAnsweredBeforeItsTimeIsCommittedAtItsTimeAndNotALaterTurn() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        answerAll();
        turn(INTERVAL);
        assertThat(producer().commitCount())
                .as("nobody would wake the committer again")
                .isOne();
    }

    @Test
    void aPartitionWhoseOffsetDoesNotMoveIsFencedAllTheSame() {
        finish(lane, 5, "a");
        commit();
        assertThat(committed(lane)).isZero();
        transactions.accept(new Finished(
                other, Finished.NO_OFFSET, 0, List.of(new ProducerRecord<>("a", new byte[] {'x'})), () -> {}));
        commit();
        assertThat(committed(other)).isZero();
    }

    @Test
    void whatChangedOnlyInOffsetsIsCommittedAfterASecond() {
        finish(lane, 0, "a");
        commit();
        other.ring().mark(0);
        turn(INTERVAL);
        assertThat(committed(other)).isEqualTo(-1);
        turn(Duration.ofSeconds(1));
        turn(Duration.ZERO);
        assertThat(committed(other)).isEqualTo(1);
    }

    @Test
    void afterAnAbortWhatIsStillOwnedIsSentAgainInItsOrder() {
        finish(lane, 0, "a");
        finish(other, 0, "a");
        finish(lane, 1, "a");
        turn(Duration.ZERO);
        producer().errorNext(new OutOfOrderSequenceException(""));
        other.close();
        own(lane);
        turn(Duration.ZERO);
        assertThat(producer().transactionAborted()).isTrue();
        turn(Duration.ofSeconds(1));
        finish(lane, 2, "a");
        commit();
        assertThat(written()).containsExactly("a=0:0", "a=0:1", "a=0:2");
        assertThat(committed(lane)).isEqualTo(3);
        assertThat(committed(other)).isEqualTo(-1);
        assertThat(takenOverAnew).isEmpty();
    }

    @Test
    void outputsOfAPartitionThatWasGivenUpMeanwhileAreNotCommitted() {
        finish(lane, 0, "a");
        finish(other, 0, "a");
        turn(Duration.ZERO);
        own(other);
        turn(INTERVAL);
        assertThat(producer().transactionAborted()).isTrue();
        lane.close();
        turn(Duration.ofSeconds(1));
        commit();
        assertThat(written()).containsExactly("a=1:0");
        assertThat(committed(lane)).isEqualTo(-1);
    }

    @Test
    void aCommitWithoutAnswerIsCalledAgainAndNothingElseBegins() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().commitTransactionException = new TimeoutException("lost");
        turn(INTERVAL);
        answerAll();
        turn(Duration.ZERO);
        finish(lane, 1, "a");
        turn(INTERVAL);
        assertThat(producer().transactionAborted()).isFalse();
        assertThat(written()).isEmpty();
        producer().commitTransactionException = null;
        turn(Duration.ZERO);
        assertThat(written()).containsExactly("a=0:0");
        assertThat(lane.ring().frontier()).isEqualTo(1);
        turn(INTERVAL);
        answerAll();
        turn(Duration.ZERO);
        assertThat(written()).containsExactly("a=0:0", "a=0:1");
    }

    @Test
    void anUndecidedCommitThatEndsInAnErrorIsNeverSentAgain() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().commitTransactionException = new TimeoutException("lost");
        turn(INTERVAL);
        answerAll();
        turn(Duration.ZERO);
        producer().commitTransactionException = new OutOfOrderSequenceException("abortable, were it the first answer");
        turn(Duration.ZERO);
        assertThat(takenOverAnew).as("not before a new producer has decided it").isEmpty();
        turn(Duration.ZERO);
        assertThat(takenOverAnew).containsExactly(lane);
        assertThat(lane.isOpen()).isFalse();
        assertThat(producers).hasSize(2);
        finish(other, 0, "a");
        turn(Duration.ZERO);
        commit();
        assertThat(written()).containsExactly("a=1:0");
    }

    @Test
    void aTransactionThatTookTooLongIsReplacedAndItsPartitionsAreTakenOverAnew() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        turn(INTERVAL);
        answerAll();
        producer().commitTransactionException = new InvalidTxnStateException("timed out");
        turn(Duration.ZERO);
        turn(Duration.ZERO);
        assertThat(producers).hasSize(2);
        assertThat(takenOverAnew).containsExactly(lane);
    }

    @Test
    void anOldMembershipIsNotTriedTwice() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().sendOffsetsToTransactionException = new CommitFailedException();
        turn(INTERVAL);
        turn(Duration.ZERO);
        assertThat(producers).hasSize(2);
        assertThat(transactions.awaitsOwnership()).isTrue();
        turn(Duration.ofSeconds(10));
        assertThat(producer().transactionInFlight()).isFalse();
        own(lane);
        // The new producer has to learn of the topic first.
        commit();
        commit();
        assertThat(committed(lane)).isEqualTo(1);
    }

    @Test
    void offsetsThatWereRefusedAreNotLeftToTheNextTransaction() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().sendOffsetsToTransactionException = new TimeoutException("the topic is gone");
        producer().abortTransactionException = new TimeoutException("not while offsets wait");
        turn(INTERVAL);
        assertThat(producer().closed())
                .as("a producer keeps the offsets that it could not add")
                .isTrue();
        turn(Duration.ZERO);
        assertThat(producers).hasSize(2);
        assertThat(takenOverAnew).as("the abort was certain").isEmpty();
    }

    @Test
    void aMembershipThatCameBeforeTheAbortWasCertainIsTried() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().sendOffsetsToTransactionException = new CommitFailedException();
        turn(INTERVAL);
        own(lane);
        turn(Duration.ZERO);
        assertThat(transactions.awaitsOwnership())
                .as("the refused membership is the older one")
                .isFalse();
        // The new producer has to learn of the topic first.
        commit();
        commit();
        assertThat(committed(lane)).isEqualTo(1);
    }

    @Test
    void afterAnAbortARecordIsNotWrittenBehindAYoungerOneThatWasSetAsideMeanwhile() {
        missing.add("new");
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        finish(lane, 1, "new");
        finish(lane, 2, "a");
        turn(Duration.ZERO);
        producer().errorNext(new OutOfOrderSequenceException(""));
        turn(Duration.ZERO);
        missing.clear();
        turn(Duration.ofSeconds(1));
        commit();
        commit();
        commit();
        assertThat(written()).containsExactly("a=0:0", "new=0:1", "a=0:2");
    }

    @Test
    void aTopicThatRefusesHoldsOnlyTheLanesThatWriteToItAndIsTriedAlone() {
        finish(lane, 0, "bad");
        finish(lane, 1, "a");
        finish(other, 0, "a");
        turn(Duration.ZERO);
        producer().errorNext(new TopicAuthorizationException("bad"));
        turn(Duration.ZERO);
        commit();
        assertThat(written()).containsExactly("a=1:0");
        assertThat(lane.trouble())
                .isNotNull()
                .extracting(Lane.Condition::reason)
                .asString()
                .contains("bad");
        assertThat(other.trouble()).isNull();

        turn(Duration.ofSeconds(1));
        assertThat(producer().uncommittedRecords()).as("the trial is alone").hasSize(1);
        producer().errorNext(new TopicAuthorizationException("bad"));
        turn(Duration.ZERO);
        finish(other, 1, "a");
        commit();
        assertThat(written()).containsExactly("a=1:0", "a=1:1");

        turn(Duration.ofSeconds(5));
        answerAll();
        turn(Duration.ZERO);
        commit();
        assertThat(written()).containsExactly("a=1:0", "a=1:1", "bad=0:0", "a=0:1");
        assertThat(lane.trouble()).isNull();
        assertThat(committed(lane)).isEqualTo(2);
    }

    @Test
    void aRecordThatIsTooLargeHoldsItsLaneAndNoOtherWriterOfItsTopic() {
        finish(lane, 0, "a");
        finish(lane, 1, "a");
        finish(other, 0, "a");
        turn(Duration.ZERO);
        producer().completeNext();
        producer().errorNext(new RecordTooLargeException());
        turn(Duration.ZERO);
        commit();
        assertThat(written()).containsExactly("a=0:0", "a=1:0");
        assertThat(committed(lane)).isEqualTo(1);
        assertThat(lane.trouble()).isNotNull();
        assertThat(other.trouble()).isNull();
        turn(Duration.ofSeconds(1));
        answerAll();
        turn(Duration.ZERO);
        assertThat(written()).containsExactly("a=0:0", "a=1:0", "a=0:1");
        assertThat(lane.trouble()).isNull();
    }

    @Test
    void aMissingTopicIsWaitedForWithoutBeingSentTo() {
        missing.add("none");
        finish(lane, 0, "none");
        finish(other, 0, "b");
        commit();
        assertThat(written()).containsExactly("b=1:0");
        assertThat(lane.trouble()).isNotNull();
        missing.clear();
        turn(Duration.ofSeconds(1));
        turn(Duration.ZERO);
        commit();
        assertThat(written()).containsExactly("b=1:0", "none=0:0");
        assertThat(lane.trouble()).isNull();
    }

    private void finishInItsPartition(Lane of, long offset, String topic) {
        byte[] value = (of.partition().partition() + ":" + offset).getBytes(StandardCharsets.UTF_8);
        var write = new ProducerRecord<byte[], byte[]>(topic, of.partition().partition(), null, value);
        transactions.accept(new Finished(of, offset, 1, List.of(write), () -> {}));
    }

    @Test
    void aPartitionWithoutALeaderHoldsOnlyThoseWhoNameIt() {
        odd.put("led", new TopicExists.Found(2, Map.of(0, new LeaderNotAvailableException("it has no leader"))));
        finishInItsPartition(lane, 0, "led");
        finishInItsPartition(other, 0, "led");
        commit();
        turn(Duration.ofMillis(1));
        commit();
        assertThat(written()).containsExactly("led=1:0");
        assertThat(reason(lane)).contains("partition 0 of topic led", "it has no leader");
        odd.clear();
        turn(Duration.ofSeconds(1));
        commit();
        assertThat(written()).containsExactly("led=1:0", "led=0:0");
        assertThat(lane.trouble()).isNull();
    }

    @Test
    void aPartitionThatIsRefusedDoesNotKeepOthersOfItsTopicWaiting() {
        finishInItsPartition(lane, 0, "a");
        finishInItsPartition(other, 0, "a");
        turn(Duration.ZERO);
        producer().errorNext(new NotEnoughReplicasException("one of two"));
        turn(Duration.ZERO);
        commit();
        assertThat(written()).containsExactly("a=1:0");
        assertThat(reason(lane)).contains("partition 0 of topic a refuses", "one of two");
        finishInItsPartition(other, 1, "a");
        commit();
        assertThat(written()).containsExactly("a=1:0", "a=1:1");
    }

    @Test
    void aPartitionThatIsMissingIsNeverSentToAndNamedWithTheCommand() {
        odd.put("grown", new TopicExists.Found(1, Map.of()));
        finishInItsPartition(other, 0, "grown");
        finishInItsPartition(lane, 0, "grown");
        commit();
        turn(Duration.ofMillis(1));
        commit();
        assertThat(written()).containsExactly("grown=0:0");
        assertThat(reason(other)).contains("kafka-topics.sh --alter --topic grown --partitions 2");
        odd.clear();
        turn(Duration.ofSeconds(1));
        commit();
        assertThat(written()).containsExactly("grown=0:0", "grown=1:0");
    }

    private static String reason(Lane lane) {
        return requireNonNull(lane.trouble()).reason();
    }

    @Test
    void beingFencedTwiceWithoutARebalanceIsADuplicateInstance() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().errorNext(new ProducerFencedException("another"));
        turn(Duration.ZERO);
        turn(Duration.ZERO);
        finish(other, 0, "a");
        turn(Duration.ofSeconds(1));
        turn(Duration.ZERO);
        producer().errorNext(new ProducerFencedException("another"));
        assertThatThrownBy(() -> turn(Duration.ZERO)).hasMessageContaining("is the instance id used twice?");
    }

    @Test
    void whatOnlyAPersonCanChangeEndsTheCommitter() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        producer().errorNext(new ClusterAuthorizationException("no"));
        assertThatThrownBy(() -> turn(Duration.ZERO)).hasMessageContaining("only a person");
    }

    @Test
    void aTransactionThatIsNotAnsweredForLongShowsInTheState() {
        finish(lane, 0, "a");
        turn(Duration.ZERO);
        turn(INTERVAL);
        turn(Duration.ofSeconds(11));
        assertThat(lane.trouble()).isNotNull();
        assertThat(other.trouble()).isNull();
        answerAll();
        turn(Duration.ZERO);
        assertThat(lane.trouble()).isNull();
    }
}
