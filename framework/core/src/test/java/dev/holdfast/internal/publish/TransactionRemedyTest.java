package dev.holdfast.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
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
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionRemedyTest {
    static Stream<Arguments> rows() {
        return Stream.of(
                arguments(new TransactionAbortableException("x"), TransactionRemedy.AGAIN),
                arguments(new InvalidProducerEpochException("x"), TransactionRemedy.AGAIN),
                arguments(new OutOfOrderSequenceException("x"), TransactionRemedy.AGAIN),
                arguments(new UnknownProducerIdException("x"), TransactionRemedy.AGAIN),
                arguments(new TimeoutException("x"), TransactionRemedy.AGAIN),
                arguments(new NotEnoughReplicasException("x"), TransactionRemedy.AGAIN),
                arguments(new InvalidTxnStateException("x"), TransactionRemedy.AGAIN_WITH_NEW_PRODUCER),
                arguments(new ProducerFencedException("x"), TransactionRemedy.AGAIN_WITH_NEW_PRODUCER),
                arguments(new InvalidPidMappingException("x"), TransactionRemedy.AGAIN_WITH_NEW_PRODUCER),
                arguments(new KafkaException("x"), TransactionRemedy.AGAIN_WITH_NEW_PRODUCER),
                arguments(new IllegalStateException("x"), TransactionRemedy.AGAIN_WITH_NEW_PRODUCER),
                arguments(new TopicAuthorizationException("x"), TransactionRemedy.REFUSED),
                arguments(new UnknownTopicOrPartitionException("x"), TransactionRemedy.REFUSED),
                arguments(new InvalidTopicException("x"), TransactionRemedy.REFUSED),
                arguments(new RecordTooLargeException("x"), TransactionRemedy.REFUSED),
                arguments(new RecordBatchTooLargeException("x"), TransactionRemedy.REFUSED),
                arguments(new InvalidTimestampException("x"), TransactionRemedy.REFUSED),
                arguments(new PolicyViolationException("x"), TransactionRemedy.REFUSED),
                arguments(new TransactionalIdAuthorizationException("x"), TransactionRemedy.HOPELESS),
                arguments(new ClusterAuthorizationException("x"), TransactionRemedy.HOPELESS),
                arguments(new UnsupportedVersionException("x"), TransactionRemedy.HOPELESS));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void dependsOnWhatIsStillPossible(Exception error, TransactionRemedy remedy) {
        assertThat(TransactionRemedy.after(error)).isEqualTo(remedy);
        assertThat(TransactionRemedy.after(new KafkaException("in an error state", error)))
                .as("reported once more")
                .isEqualTo(remedy);
    }
}
