package dev.holdfast.internal.transaction;

import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
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
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What can still be done after each error of a transaction: the one table that decides between sending again, waiting,
 * dropping and giving up, for the transactions of handlers and for those of publishers. It asks for what is still possible,
 * not for the name of the error: the same name can mean a zombie, a transaction that took too long or a lost answer. Pure.
 *
 * <p>Where a row comes from: Kafka's own classes say which errors can be aborted (KIP-890, KIP-1050); what the client does
 * after each was observed with Kafka 4.3.1.
 */
public final class TransactionErrors {
    private TransactionErrors() {}

    /** What was being done. */
    public enum Step {
        /** Becoming the only producer of the transactional id. */
        INIT,
        /** Sending a record. */
        SEND,
        /** Adding offsets. */
        OFFSETS,
        /** Committing. */
        COMMIT,
        /** Aborting. */
        ABORT
    }

    /** What to do next. */
    public enum Remedy {
        /** The same call again, and no other: what became of it is unknown. */
        REPEAT,
        /** Abort; when that succeeds, what was in the transaction is sent again. */
        ABORT,
        /** Abort; when that succeeds and the membership is a newer one, send again what is still owned. */
        ABORT_AND_AWAIT_OWNERSHIP,
        /** Abort; the record's destination does not take it: its records are set aside, the rest is sent again. */
        ABORT_AND_SET_ASIDE,
        /** A new producer; what the transaction held is dropped, and its partitions are taken over anew. */
        REPLACE,
        /** Nothing helps but a person. */
        GIVE_UP
    }

    private static final List<Class<? extends Exception>> HOPELESS = List.of(
            TransactionalIdAuthorizationException.class,
            ClusterAuthorizationException.class,
            UnsupportedVersionException.class);

    private static final List<Class<? extends Exception>> UNUSABLE =
            List.of(ProducerFencedException.class, InvalidTxnStateException.class, InvalidPidMappingException.class);

    private static final List<Class<? extends Exception>> STALE_MEMBERSHIP = List.of(
            CommitFailedException.class,
            UnknownMemberIdException.class,
            IllegalGenerationException.class,
            StaleMemberEpochException.class,
            FencedInstanceIdException.class,
            RebalanceInProgressException.class);

    private static final List<Class<? extends Exception>> REFUSED = List.of(
            TopicAuthorizationException.class,
            UnknownTopicOrPartitionException.class,
            InvalidTopicException.class,
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidTimestampException.class,
            PolicyViolationException.class);

    private static final List<Class<? extends Exception>> NOT_TAKEN_NOW = List.of(
            LeaderNotAvailableException.class,
            NotEnoughReplicasException.class,
            NotEnoughReplicasAfterAppendException.class,
            TimeoutException.class);

    private static final List<Class<? extends Exception>> PASSING = List.of(
            TransactionAbortableException.class,
            InvalidProducerEpochException.class,
            OutOfOrderSequenceException.class,
            TimeoutException.class);

    /** The errors that are about one record, not about its topic. */
    private static final List<Class<? extends Exception>> OF_THE_RECORD =
            List.of(RecordTooLargeException.class, RecordBatchTooLargeException.class, InvalidTimestampException.class);

    /** The errors that are about all of a topic, not about one of its partitions. */
    private static final List<Class<? extends Exception>> OF_THE_TOPIC = List.of(
            TopicAuthorizationException.class, InvalidTopicException.class, UnknownTopicOrPartitionException.class);

    /**
     * Looks up what to do.
     *
     * @param step what was being done
     * @param error what it ended in
     * @return what is still possible
     */
    public static Remedy remedy(Step step, Exception error) {
        Throwable cause = root(error);
        if (isAny(HOPELESS, cause)) {
            return Remedy.GIVE_UP;
        }
        // One that is only reported once more is not the call's own: the call was refused, and would be for ever.
        boolean isUnanswered = error instanceof TimeoutException;
        return switch (step) {
            case INIT, ABORT -> isUnanswered ? Remedy.REPEAT : Remedy.REPLACE;
            case SEND -> afterSend(cause);
            case OFFSETS -> afterOffsets(cause);
            case COMMIT -> isUnanswered ? Remedy.REPEAT : abortable(cause);
        };
    }

    private static Remedy afterSend(Throwable cause) {
        boolean isNotTaken = isAny(REFUSED, cause) || isAny(NOT_TAKEN_NOW, cause);
        return isNotTaken ? Remedy.ABORT_AND_SET_ASIDE : abortable(cause);
    }

    private static Remedy afterOffsets(Throwable cause) {
        return isAny(STALE_MEMBERSHIP, cause) ? Remedy.ABORT_AND_AWAIT_OWNERSHIP : abortable(cause);
    }

    private static Remedy abortable(Throwable cause) {
        if (isAny(UNUSABLE, cause)) {
            return Remedy.REPLACE;
        }
        // What the broker answers is an ApiException; the client's own complaints about its state are not.
        return isAny(PASSING, cause) || cause instanceof ApiException ? Remedy.ABORT : Remedy.REPLACE;
    }

    /**
     * Whether a record's destination will refuse it again, until somebody changes something. False for a destination that
     * only does not answer.
     *
     * @param error what a send ended in
     * @return whether it is a refusal
     */
    public static boolean isRefusal(Exception error) {
        return isAny(REFUSED, root(error));
    }

    /**
     * Whether another record may well be taken by the topic that refused this one.
     *
     * @param error what a send ended in
     * @return whether it is about the record, not about its topic
     */
    public static boolean isOfTheRecord(Exception error) {
        return isAny(OF_THE_RECORD, root(error));
    }

    /**
     * Whether all partitions of the topic that refused are concerned.
     *
     * @param error what a send ended in
     * @return whether it says so
     */
    public static boolean isOfTheTopic(Exception error) {
        return isAny(OF_THE_TOPIC, root(error));
    }

    /**
     * Whether another producer has the transactional id.
     *
     * @param error what a step ended in
     * @return whether it says so
     */
    public static boolean isFenced(Exception error) {
        return root(error) instanceof ProducerFencedException;
    }

    /**
     * What lies behind "in an error state", which is how the client reports an earlier error once more. Only that is
     * unwrapped: the cause of any other error is a detail of it.
     *
     * @param error what a step ended in
     * @return the earlier error, or the same one
     */
    public static Exception root(Exception error) {
        boolean isWrapper = error.getClass() == KafkaException.class;
        return isWrapper && error.getCause() instanceof Exception cause ? root(cause) : error;
    }

    private static boolean isAny(List<Class<? extends Exception>> classes, Throwable error) {
        return classes.stream().anyMatch(type -> type.isInstance(error));
    }
}
