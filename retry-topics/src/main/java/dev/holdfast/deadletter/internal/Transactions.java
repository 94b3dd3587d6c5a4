package dev.holdfast.deadletter.internal;

import dev.holdfast.deadletter.internal.TransactionErrors.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, all or none, under a transactional id that only one writer has at a time. After anything but
 * {@link Written.Committed} or {@link Written.Refused} it can't be used any more.
 */
public final class Transactions implements AutoCloseable {
    private static final int MAX_TRIES = 5;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Duration patience;

    private Transactions(Producer<byte[], byte[]> producer, Duration patience) {
        this.producer = producer;
        this.patience = patience;
    }

    /**
     * Connects; nothing is fenced yet.
     *
     * @param clients makes the producer
     * @param transactionalId the id
     * @param patience how long one step may be tried again
     * @return the transactions, to be closed
     */
    public static Transactions open(Clients clients, String transactionalId, Duration patience) {
        return new Transactions(clients.producer(transactionalId), patience);
    }

    /**
     * Takes the transactional id over: whoever had it is fenced off, what it had open is aborted, what it had committed is
     * readable when this returns.
     *
     * @return whether it worked
     */
    public Written takeOver() {
        Throwable failure = calling(Step.INIT, producer::initTransactions);
        return failure == null ? new Written.Committed() : ended(failure, Step.INIT);
    }

    /**
     * Writes records in one transaction; if an error allows it, in another one after an abort.
     *
     * @param records the records, in the order in which they are to stand in their partitions
     * @return what became of them
     */
    public Written write(List<ProducerRecord<byte[], byte[]>> records) {
        Written result = new Written.Failed(new IllegalStateException("never tried"));
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Attempt attempt = attempt(records);
            if (attempt.error() == null) {
                return new Written.Committed();
            }
            result = afterFailure(attempt);
            if (attempt.after() != TransactionErrors.ABORT_AND_REPEAT || result instanceof Written.TakenOver) {
                return result;
            }
        }
        return result;
    }

    private Attempt attempt(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sends = new ArrayList<>(records.size());
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sends.add(producer.send(record));
            }
            producer.flush();
        } catch (RuntimeException e) {
            return Attempt.failed(sends.size(), e, Step.SEND);
        }
        for (int i = 0; i < sends.size(); i++) {
            Throwable failure = failureOf(sends.get(i));
            if (failure != null) {
                return Attempt.failed(i, failure, Step.SEND);
            }
        }
        Throwable failure = calling(Step.COMMIT, producer::commitTransaction);
        return failure == null ? Attempt.SUCCEEDED : Attempt.failed(0, failure, Step.COMMIT);
    }

    /** Aborts where that is legal: never once a commit may have been decided. */
    private Written afterFailure(Attempt attempt) {
        Throwable error = attempt.error() == null ? new IllegalStateException("no error") : attempt.error();
        switch (attempt.after()) {
            case TAKEN_OVER -> {
                return new Written.TakenOver(error);
            }
            case CALL_AGAIN, END -> {
                return new Written.Failed(error);
            }
            default -> {
                Throwable failure = calling(Step.ABORT, producer::abortTransaction);
                if (failure != null) {
                    failure.addSuppressed(error);
                    return ended(failure, Step.ABORT);
                }
                return attempt.after() == TransactionErrors.ABORT_AND_LEAVE_OUT
                        ? new Written.Refused(attempt.index(), error)
                        : new Written.Failed(error);
            }
        }
    }

    private static Written ended(Throwable failure, Step step) {
        return TransactionErrors.after(failure, step) == TransactionErrors.TAKEN_OVER
                ? new Written.TakenOver(failure)
                : new Written.Failed(failure);
    }

    /** Calls again while the outcome is unknown and only that is legal. Null means it worked. */
    private @Nullable Throwable calling(Step step, Runnable call) {
        long begin = System.nanoTime();
        while (true) {
            try {
                call.run();
                return null;
            } catch (RuntimeException e) {
                boolean again = TransactionErrors.after(e, step) == TransactionErrors.CALL_AGAIN;
                if (!again || System.nanoTime() - begin > patience.toNanos()) {
                    return e;
                }
            }
        }
    }

    private static @Nullable Throwable failureOf(Future<RecordMetadata> send) {
        try {
            send.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (InterruptedException e) {
            return new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private record Attempt(int index, @Nullable Throwable error, TransactionErrors after) {
        static final Attempt SUCCEEDED = new Attempt(0, null, TransactionErrors.END);

        static Attempt failed(int index, Throwable error, Step step) {
            return new Attempt(index, error, TransactionErrors.after(error, step));
        }
    }
}
