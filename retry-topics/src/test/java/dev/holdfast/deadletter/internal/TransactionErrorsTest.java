package dev.holdfast.deadletter.internal;

import static dev.holdfast.deadletter.internal.TransactionErrors.ABORT_AND_END;
import static dev.holdfast.deadletter.internal.TransactionErrors.ABORT_AND_LEAVE_OUT;
import static dev.holdfast.deadletter.internal.TransactionErrors.ABORT_AND_REPEAT;
import static dev.holdfast.deadletter.internal.TransactionErrors.CALL_AGAIN;
import static dev.holdfast.deadletter.internal.TransactionErrors.END;
import static dev.holdfast.deadletter.internal.TransactionErrors.TAKEN_OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.deadletter.internal.TransactionErrors.Step;
import dev.holdfast.internal.transaction.TransactionErrors.Remedy;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionErrorsTest {
    static Stream<Arguments> table() {
        return Stream.of(
                arguments(new ProducerFencedException(""), Step.INIT, TAKEN_OVER),
                arguments(new ProducerFencedException(""), Step.SEND, TAKEN_OVER),
                arguments(new ProducerFencedException(""), Step.COMMIT, TAKEN_OVER),
                arguments(new ProducerFencedException(""), Step.ABORT, TAKEN_OVER),
                arguments(new InvalidProducerEpochException(""), Step.SEND, ABORT_AND_REPEAT),
                arguments(new InvalidProducerEpochException(""), Step.COMMIT, ABORT_AND_REPEAT),
                arguments(new InvalidProducerEpochException(""), Step.ABORT, TAKEN_OVER),
                arguments(new TimeoutException(), Step.INIT, CALL_AGAIN),
                arguments(new TimeoutException(), Step.SEND, ABORT_AND_REPEAT),
                arguments(new TimeoutException(), Step.COMMIT, CALL_AGAIN),
                arguments(new TimeoutException(), Step.ABORT, CALL_AGAIN),
                // The producer was in error before the commit: nothing was decided, so it must not be called again.
                arguments(new KafkaException(new TimeoutException()), Step.COMMIT, ABORT_AND_REPEAT),
                arguments(new KafkaException(new ProducerFencedException("")), Step.COMMIT, TAKEN_OVER),
                arguments(new KafkaException(new TimeoutException()), Step.ABORT, END),
                arguments(new TransactionAbortableException(""), Step.SEND, ABORT_AND_REPEAT),
                arguments(new TransactionAbortableException(""), Step.COMMIT, ABORT_AND_REPEAT),
                arguments(new TransactionAbortableException(""), Step.ABORT, END),
                arguments(new OutOfOrderSequenceException(""), Step.SEND, ABORT_AND_REPEAT),
                arguments(new RecordTooLargeException(), Step.SEND, ABORT_AND_LEAVE_OUT),
                arguments(new InvalidTxnStateException(""), Step.COMMIT, END),
                arguments(new InvalidPidMappingException(""), Step.SEND, END),
                arguments(new InterruptException(""), Step.COMMIT, END),
                arguments(new TopicAuthorizationException("t"), Step.SEND, ABORT_AND_END),
                arguments(new TransactionalIdAuthorizationException(""), Step.INIT, END),
                arguments(new KafkaException("?"), Step.COMMIT, END),
                arguments(new IllegalStateException("?"), Step.SEND, ABORT_AND_END));
    }

    @ParameterizedTest
    @MethodSource("table")
    void saysWhatIsStillPossible(Throwable error, Step step, TransactionErrors expected) {
        assertThat(TransactionErrors.after(error, step)).isEqualTo(expected);
    }

    /** The engine's table says what is possible. A job may do less with it, and must never do more. */
    @ParameterizedTest
    @MethodSource("table")
    void allowsNothingThatTheEnginesTableDoesNotAllow(Exception error, Step step, TransactionErrors expected) {
        Remedy possible = dev.holdfast.internal.transaction.TransactionErrors.remedy(
                dev.holdfast.internal.transaction.TransactionErrors.Step.valueOf(step.name()), error);
        assertThat(expected).isIn(allowed(possible));
    }

    private static Set<TransactionErrors> allowed(Remedy possible) {
        return switch (possible) {
            case REPEAT -> Set.of(CALL_AGAIN);
            case ABORT -> Set.of(ABORT_AND_REPEAT, ABORT_AND_END, END);
            case ABORT_AND_SET_ASIDE -> Set.of(ABORT_AND_REPEAT, ABORT_AND_LEAVE_OUT, ABORT_AND_END, END);
            case REPLACE, GIVE_UP -> Set.of(TAKEN_OVER, ABORT_AND_END, END);
            case ABORT_AND_AWAIT_OWNERSHIP -> throw new IllegalArgumentException("a job has no group");
        };
    }
}
