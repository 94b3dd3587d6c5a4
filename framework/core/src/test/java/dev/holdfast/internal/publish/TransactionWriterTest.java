package dev.holdfast.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.PublishException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class TransactionWriterTest {
    private static final List<ProducerRecord<byte[], byte[]>> RECORDS = List.of(message("orders"), message("audit"));

    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedProducer script = new ScriptedProducer();
    // Each look at the clock takes ten seconds, so that a bound of a minute ends without waiting.
    private final TransactionWriter writer = new TransactionWriter(
            script::producer,
            "shop.pod-0.publisher-1",
            Duration.ofSeconds(60),
            () -> nanos.addAndGet(Duration.ofSeconds(10).toNanos()));

    @Test
    void allIsSentAndAnsweredBeforeItIsCommitted() {
        assertThat(writer.write(RECORDS)).extracting(RecordMetadata::topic).containsExactly("orders", "audit");
        writer.write(RECORDS);

        assertThat(script.calls())
                .containsExactly(
                        "new", "init", "begin", "send", "send", "flush", "commit", "begin", "send", "send", "flush",
                        "commit");
    }

    @Test
    void theSameIsSentAgainAfterACertainAbort() {
        script.fails("send", new TransactionAbortableException("a lost leader"));

        assertThat(writer.write(RECORDS)).hasSize(2);

        assertThat(script.calls())
                .containsExactly(
                        "new", "init", "begin", "send", "send", "flush", "abort", "begin", "send", "send", "flush",
                        "commit");
    }

    @Test
    void aRefusalIsNotTriedAgainAndNamesTheTopicThatRefused() {
        script.fails(
                "send", new TransactionAbortableException("a neighbour failed"), new RecordTooLargeException("big"));

        PublishException failure = failure();

        assertThat(failure)
                .hasMessage("A transaction on topics [orders, audit] failed: topic 'audit': big Nothing was written.");
        assertThat(failure.topic()).isEqualTo("audit");
        assertThat(script.calls()).endsWith("flush", "abort").doesNotContain("commit");
        assertThat(writer.write(RECORDS)).hasSize(2);
    }

    @Test
    void aCommitThatIsNotAnsweredIsCalledAgainAndNothingElse() {
        script.fails("commitTransaction", new TimeoutException("silence"), new TimeoutException("silence"));

        assertThat(writer.write(RECORDS)).hasSize(2);

        assertThat(script.calls())
                .containsExactly("new", "init", "begin", "send", "send", "flush", "commit", "commit", "commit");
    }

    @Test
    void aCommitThatIsNeverAnsweredLeavesTheOutcomeUnknown() {
        TimeoutException silence = new TimeoutException("silence");
        script.fails("commitTransaction", silence, silence, silence, silence, silence, silence, silence, silence);

        assertThat(failure())
                .hasMessage("A transaction on topics [orders, audit] failed: whether its records were written is"
                        + " unknown: the commit was called, but not answered.")
                .hasCause(silence);
        assertThat(script.calls().subList(6, script.calls().size()))
                .containsOnly("commit", "close")
                .endsWith("close");
    }

    @Test
    void anErrorAfterAnUnansweredCommitDoesNotProveAnAbort() {
        script.fails("commitTransaction", new TimeoutException("silence"), new TransactionAbortableException("late"));

        assertThat(failure()).hasMessageContaining("is unknown");
        assertThat(script.calls()).endsWith("commit", "commit", "close").doesNotContain("abort");
    }

    @Test
    void aCommitThatIsRefusedBeforeAnythingElseIsAbortedAndSentAgain() {
        script.fails("commitTransaction", new TransactionAbortableException("refused"));

        assertThat(writer.write(RECORDS)).hasSize(2);

        assertThat(script.calls()).containsSubsequence("commit", "abort", "begin", "send", "send", "flush", "commit");
    }

    @Test
    void aCommitWhoseAbortIsNotCertainLeavesTheOutcomeUnknown() {
        script.fails("commitTransaction", new TransactionAbortableException("refused"))
                .fails("abortTransaction", new KafkaException("broken"));

        assertThat(failure()).hasMessageContaining("is unknown");
        assertThat(script.calls()).endsWith("abort", "close");
    }

    @Test
    void aFatalCommitErrorLeavesTheOutcomeUnknown() {
        script.fails("commitTransaction", new InvalidTxnStateException("too slow"));

        assertThat(failure()).hasMessageContaining("is unknown");
        assertThat(script.calls()).endsWith("commit", "close");
    }

    @Test
    void aFencedProducerIsReplacedOnceAndThenTheInstanceIdIsSuspected() {
        script.fails("flush", new ProducerFencedException("another"), new ProducerFencedException("another"));

        assertThat(failure())
                .hasMessage("A transaction on topics [orders, audit] failed: another producer uses the transactional id"
                        + " shop.pod-0.publisher-1: is the instance id used twice? Nothing was written.");
        assertThat(script.calls())
                .containsExactly(
                        "new", "init", "begin", "send", "send", "flush", "close", "new", "init", "begin", "send",
                        "send", "flush", "close");
    }

    @Test
    void whetherAnOldEpochIsAFenceIsWhatTheAbortTells() {
        InvalidProducerEpochException old = new InvalidProducerEpochException("an old epoch");
        ProducerFencedException another = new ProducerFencedException("another");
        script.fails("send", old, old, old, old).fails("abortTransaction", another, another);

        assertThat(failure()).hasMessageContaining("is the instance id used twice?");
    }

    @Test
    void anOldEpochThatCanBeAbortedIsNoFence() {
        InvalidProducerEpochException old = new InvalidProducerEpochException("an old epoch");
        script.fails("send", old, old, old);

        assertThat(writer.write(RECORDS)).hasSize(2);
        assertThat(script.calls()).containsOnlyOnce("new");
    }

    @Test
    void anAbortThatIsNotAnsweredIsCalledAgain() {
        script.fails("send", new TransactionAbortableException("x"))
                .fails("abortTransaction", new TimeoutException("silence"));

        assertThat(writer.write(RECORDS)).hasSize(2);

        assertThat(script.calls()).containsSubsequence("abort", "abort", "begin", "commit");
    }

    @Test
    void anInitThatIsNotAnsweredIsCalledAgainOnTheSameProducer() {
        script.fails("initTransactions", new TimeoutException("silence"));

        assertThat(writer.write(RECORDS)).hasSize(2);

        assertThat(script.calls()).startsWith("new", "init", "init", "begin");
    }

    @Test
    void whatOnlyAPersonCanChangeIsNotTriedAgain() {
        script.fails("initTransactions", new TransactionalIdAuthorizationException("no right"));

        assertThat(failure())
                .hasMessage("A transaction on topics [orders, audit] failed: no right Nothing was written.");
        assertThat(script.calls()).containsExactly("new", "init", "close");
    }

    @Test
    void whatPassesInTheEndIsGivenUpAfterTheBound() {
        TransactionAbortableException again = new TransactionAbortableException("again");
        script.fails("send", again, again, again, again, again, again, again, again, again, again, again, again);

        assertThat(failure()).hasMessageEndingWith("topic 'orders': again Nothing was written.");
        assertThat(script.calls()).endsWith("abort").doesNotContain("commit");
    }

    @Test
    void nothingIsWrittenAfterTheEnd() {
        writer.stop();

        assertThat(failure()).hasMessage("The application was closed.");
        assertThat(script.calls()).isEmpty();
    }

    private PublishException failure() {
        return catchThrowableOfType(PublishException.class, () -> writer.write(RECORDS));
    }

    private static ProducerRecord<byte[], byte[]> message(String topic) {
        return new ProducerRecord<>(topic, new byte[0], new byte[0]);
    }
}
