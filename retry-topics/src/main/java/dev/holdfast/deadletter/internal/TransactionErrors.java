package dev.holdfast.deadletter.internal;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownProducerIdException;

/**
 * What a job does after an error of a transaction.
 *
 * <p>It stands beside the engine's table because it answers another question, and this module has no right to the engine's
 * internals. Whoever owns partitions takes a new producer when the old one is fenced; a job must not, since it may have been
 * taken over on purpose, so it ends, and the next job to take the transactional id over finds out what is there. A test holds
 * each row against the engine's table: a job never does what is not possible there.
 */
enum TransactionErrors {
    /** The same call again; nothing else is legal. */
    CALL_AGAIN,
    /** Abort, then the same records in a new transaction. */
    ABORT_AND_REPEAT,
    /** Abort, then the others without the record that was refused. */
    ABORT_AND_LEAVE_OUT,
    /** Abort if possible, and end: somebody has to do something. */
    ABORT_AND_END,
    /** Another one has the transactional id now. Nothing of the open transaction is or becomes visible. */
    TAKEN_OVER,
    /** The producer can't be used any more. */
    END;

    /** A step of a transaction. */
    enum Step {
        INIT,
        SEND,
        COMMIT,
        ABORT
    }

    static TransactionErrors after(Throwable error, Step step) {
        if (error instanceof ProducerFencedException) {
            return TAKEN_OVER;
        }
        if (error instanceof InvalidProducerEpochException) {
            // The coordinator gave up a slow transaction of ours, or another producer came; only an abort tells which.
            return step == Step.ABORT ? TAKEN_OVER : ABORT_AND_REPEAT;
        }
        if (error instanceof InterruptException || error instanceof InvalidPidMappingException) {
            return END;
        }
        if (error instanceof TimeoutException) {
            return step == Step.SEND ? ABORT_AND_REPEAT : CALL_AGAIN;
        }
        if (error instanceof TransactionAbortableException
                || error instanceof OutOfOrderSequenceException
                || error instanceof UnknownProducerIdException) {
            return step == Step.ABORT ? END : ABORT_AND_REPEAT;
        }
        if (step == Step.SEND
                && (error instanceof RecordTooLargeException || error instanceof RecordBatchTooLargeException)) {
            return ABORT_AND_LEAVE_OUT;
        }
        if (error.getClass() == KafkaException.class && error.getCause() instanceof KafkaException cause) {
            // The producer was in error already when it was called; the cause says which send brought it there.
            return step == Step.ABORT ? END : after(cause, Step.SEND);
        }
        return step == Step.SEND ? ABORT_AND_END : END;
    }
}
