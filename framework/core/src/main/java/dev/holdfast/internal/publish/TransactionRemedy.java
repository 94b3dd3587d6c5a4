package dev.holdfast.internal.publish;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What is left to do after an error in a transaction that was not committed, by the error. */
enum TransactionRemedy {
    /** Abort, and send the same again. */
    AGAIN,
    /** A new producer, and send the same again. */
    AGAIN_WITH_NEW_PRODUCER,
    /** Abort; the same would be refused again. */
    REFUSED,
    /** Nothing helps but a person. */
    HOPELESS;

    private static final List<Class<? extends Exception>> NEED_A_PERSON = List.of(
            TransactionalIdAuthorizationException.class,
            ClusterAuthorizationException.class,
            UnsupportedVersionException.class);

    private static final List<Class<? extends Exception>> REFUSE_THE_RECORD = List.of(
            TopicAuthorizationException.class,
            UnknownTopicOrPartitionException.class,
            InvalidTopicException.class,
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidTimestampException.class,
            PolicyViolationException.class);

    private static final List<Class<? extends Exception>> END_THE_PRODUCER =
            List.of(ProducerFencedException.class, InvalidTxnStateException.class, InvalidPidMappingException.class);

    static TransactionRemedy after(Exception error) {
        Throwable cause = root(error);
        if (isAny(NEED_A_PERSON, cause)) {
            return HOPELESS;
        }
        if (isAny(REFUSE_THE_RECORD, cause)) {
            return REFUSED;
        }
        // What a broker answers is an ApiException; the client's own complaints about its state are not.
        boolean usable = cause instanceof ApiException && !isAny(END_THE_PRODUCER, cause);
        return usable ? AGAIN : AGAIN_WITH_NEW_PRODUCER;
    }

    static boolean isFenced(Exception error) {
        return root(error) instanceof ProducerFencedException;
    }

    /** What lies behind "in an error state", which is how the client reports an earlier error once more. */
    static Throwable root(Exception error) {
        boolean isWrapper = error.getClass() == KafkaException.class;
        return isWrapper && error.getCause() instanceof Exception cause ? root(cause) : error;
    }

    private static boolean isAny(List<Class<? extends Exception>> classes, Throwable error) {
        return classes.stream().anyMatch(type -> type.isInstance(error));
    }
}
