package dev.holdfast.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.transaction.TransactionErrors.Remedy;
import dev.holdfast.internal.transaction.TransactionErrors.Step;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionErrorsTest {
    static Stream<Arguments> rows() {
        return Stream.of(
                row(Step.INIT, new TimeoutException(), Remedy.REPEAT),
                row(Step.INIT, new ProducerFencedException(""), Remedy.REPLACE),
                row(Step.INIT, new TransactionalIdAuthorizationException(""), Remedy.GIVE_UP),
                row(Step.INIT, new UnsupportedVersionException(""), Remedy.GIVE_UP),
                row(Step.SEND, new TimeoutException(), Remedy.ABORT_AND_SET_ASIDE),
                row(Step.SEND, new TopicAuthorizationException("t"), Remedy.ABORT_AND_SET_ASIDE),
                row(Step.SEND, new UnknownTopicOrPartitionException(), Remedy.ABORT_AND_SET_ASIDE),
                row(Step.SEND, new RecordTooLargeException(), Remedy.ABORT_AND_SET_ASIDE),
                row(Step.SEND, new LeaderNotAvailableException(""), Remedy.ABORT_AND_SET_ASIDE),
                row(Step.SEND, new NotEnoughReplicasException(), Remedy.ABORT_AND_SET_ASIDE),
                row(Step.SEND, new InvalidProducerEpochException(""), Remedy.ABORT),
                row(Step.SEND, new OutOfOrderSequenceException(""), Remedy.ABORT),
                row(Step.SEND, new UnknownProducerIdException(""), Remedy.ABORT),
                row(Step.SEND, new TransactionAbortableException(""), Remedy.ABORT),
                row(Step.SEND, new UnknownServerException(), Remedy.ABORT),
                row(Step.SEND, new ProducerFencedException(""), Remedy.REPLACE),
                row(Step.SEND, new ClusterAuthorizationException(""), Remedy.GIVE_UP),
                row(Step.SEND, new IllegalStateException(), Remedy.REPLACE),
                row(Step.OFFSETS, new TimeoutException(), Remedy.ABORT),
                row(Step.OFFSETS, new CommitFailedException(), Remedy.ABORT_AND_AWAIT_OWNERSHIP),
                row(Step.OFFSETS, new UnknownMemberIdException(), Remedy.ABORT_AND_AWAIT_OWNERSHIP),
                row(Step.OFFSETS, new IllegalGenerationException(), Remedy.ABORT_AND_AWAIT_OWNERSHIP),
                row(Step.OFFSETS, new FencedInstanceIdException(""), Remedy.ABORT_AND_AWAIT_OWNERSHIP),
                row(Step.OFFSETS, new GroupAuthorizationException("g"), Remedy.ABORT),
                row(Step.OFFSETS, new InvalidProducerEpochException(""), Remedy.ABORT),
                row(Step.OFFSETS, new InvalidTxnStateException(""), Remedy.REPLACE),
                row(Step.COMMIT, new TimeoutException(), Remedy.REPEAT),
                row(Step.COMMIT, new TransactionAbortableException(""), Remedy.ABORT),
                row(Step.COMMIT, new InvalidProducerEpochException(""), Remedy.ABORT),
                row(Step.COMMIT, new InvalidTxnStateException(""), Remedy.REPLACE),
                row(Step.COMMIT, new InvalidPidMappingException(""), Remedy.REPLACE),
                row(Step.COMMIT, new ProducerFencedException(""), Remedy.REPLACE),
                row(Step.COMMIT, new KafkaException("of no kind"), Remedy.REPLACE),
                row(Step.ABORT, new TimeoutException(), Remedy.REPEAT),
                row(Step.ABORT, new TransactionAbortableException(""), Remedy.REPLACE),
                row(Step.ABORT, new KafkaException("of no kind"), Remedy.REPLACE));
    }

    private static Arguments row(Step step, Exception error, Remedy remedy) {
        return Arguments.of(step, error, remedy);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachErrorHasItsRemedyAlsoWhenItIsReportedOnceMore(Step step, Exception error, Remedy remedy) {
        assertThat(TransactionErrors.remedy(step, error)).isEqualTo(remedy);
        Exception again = new KafkaException("we are in an error state", error);
        assertThat(TransactionErrors.remedy(step, again))
                .isEqualTo(remedy == Remedy.REPEAT ? ofARefused(step) : remedy);
    }

    /** The producer was in error before it was called, so that the call itself was not made. */
    private static Remedy ofARefused(Step step) {
        return step == Step.COMMIT ? Remedy.ABORT : Remedy.REPLACE;
    }

    static Stream<Exception> refusals() {
        return Stream.of(
                new TopicAuthorizationException("x"),
                new UnknownTopicOrPartitionException("x"),
                new InvalidTopicException("x"),
                new RecordTooLargeException("x"),
                new RecordBatchTooLargeException("x"),
                new InvalidTimestampException("x"),
                new PolicyViolationException("x"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsSetAsideAndStaysOneUntilSomebodyChangesSomething(Exception error) {
        assertThat(TransactionErrors.remedy(Step.SEND, error)).isEqualTo(Remedy.ABORT_AND_SET_ASIDE);
        assertThat(TransactionErrors.isRefusal(error)).isTrue();
        assertThat(TransactionErrors.isRefusal(new KafkaException("in an error state", error)))
                .isTrue();
    }

    @Test
    void whatIsOnlyNotTakenNowIsNoRefusal() {
        assertThat(Stream.of(
                        new TimeoutException(),
                        new LeaderNotAvailableException(""),
                        new NotEnoughReplicasException(),
                        new NotEnoughReplicasAfterAppendException("")))
                .allSatisfy(error -> {
                    assertThat(TransactionErrors.remedy(Step.SEND, error)).isEqualTo(Remedy.ABORT_AND_SET_ASIDE);
                    assertThat(TransactionErrors.isRefusal(error)).isFalse();
                });
    }

    @Test
    void theCauseOfAnErrorThatHasANameIsADetailOfIt() {
        Exception aborted = new TransactionAbortableException("retries are exhausted", new ProducerFencedException(""));
        assertThat(TransactionErrors.remedy(Step.SEND, aborted)).isEqualTo(Remedy.ABORT);
    }
}
