package dev.holdfast.internal.publish;

import dev.holdfast.PublishException;
import dev.holdfast.internal.transaction.TransactionErrors;
import dev.holdfast.internal.transaction.TransactionErrors.Remedy;
import dev.holdfast.internal.transaction.TransactionErrors.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one transaction after the other with one producer. Records are sent again only when it is certain that their
 * transaction was not committed; a commit that is not answered is called again, and nothing else, until it is decided or
 * the bound is over. Confined to one thread, but for {@link #stop()}.
 */
final class TransactionWriter {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionWriter.class);
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final long FENCED_AGAIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final Supplier<Producer<byte[], byte[]>> newProducer;
    private final String transactionalId;
    private final Duration bound;
    private final LongSupplier nanoTime;
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private boolean initialised;
    private @Nullable Long fencedAt;
    private boolean fenced;
    private volatile boolean stopped;
    private long deadline;

    TransactionWriter(
            Supplier<Producer<byte[], byte[]>> newProducer,
            String transactionalId,
            Duration bound,
            LongSupplier nanoTime) {
        this.newProducer = newProducer;
        this.transactionalId = transactionalId;
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /**
     * Writes records together.
     *
     * @param records at least one; their topics exist
     * @return their metadata, in their order, when all are committed
     * @throws PublishException which says that nothing was written, or that it is unknown
     */
    List<RecordMetadata> write(List<ProducerRecord<byte[], byte[]>> records) {
        deadline = nanoTime.getAsLong() + bound.toNanos();
        while (true) {
            try {
                return attempt(records);
            } catch (NotCommittedException e) {
                giveUpIfHopeless(records, e);
                LOG.warn("a transaction was aborted, its records are sent again: {}", String.valueOf(e.getCause()));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Ends what is under way, by closing the producer under it, and writes nothing any more. Any thread. */
    void stop() {
        stopped = true;
        Producer<byte[], byte[]> existing = producer;
        if (existing != null) {
            existing.close(Duration.ZERO);
        }
    }

    private List<RecordMetadata> attempt(List<ProducerRecord<byte[], byte[]>> records) throws NotCommittedException {
        Producer<byte[], byte[]> ready = ready(records);
        List<RecordMetadata> written;
        try {
            ready.beginTransaction();
            written = send(ready, records);
        } catch (KafkaException | IllegalStateException e) {
            abort(ready, e);
            throw new NotCommittedException(e, null);
        } catch (NotCommittedException e) {
            abort(ready, e.cause());
            throw e;
        }
        commit(ready, records);
        return written;
    }

    private Producer<byte[], byte[]> ready(List<ProducerRecord<byte[], byte[]>> records) throws NotCommittedException {
        if (stopped) {
            throw new PublishException(records.get(0).topic(), "The application was closed.", null);
        }
        try {
            Producer<byte[], byte[]> ready = producer;
            if (ready == null) {
                ready = newProducer.get();
                producer = ready;
            }
            if (!initialised) {
                ready.initTransactions();
                initialised = true;
            }
            for (String topic : topics(records)) {
                ready.partitionsFor(topic); // a send would wait for it inside of the transaction
            }
            return ready;
        } catch (TimeoutException e) {
            throw new NotCommittedException(e, null); // the same call may be repeated
        } catch (KafkaException | IllegalStateException e) {
            discard();
            throw new NotCommittedException(e, null);
        }
    }

    private static Set<String> topics(List<ProducerRecord<byte[], byte[]>> records) {
        Set<String> topics = new LinkedHashSet<>();
        records.forEach(each -> topics.add(each.topic()));
        return topics;
    }

    /** Sends all and waits for all answers, so that a commit is only called when nothing has failed. */
    private static List<RecordMetadata> send(
            Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
            throws NotCommittedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        records.forEach(each -> answers.add(producer.send(each)));
        producer.flush();
        List<RecordMetadata> written = new ArrayList<>();
        NotCommittedException failure = null;
        for (int i = 0; i < answers.size(); i++) {
            try {
                written.add(answers.get(i).get());
            } catch (ExecutionException e) {
                failure = worse(failure, e.getCause(), records.get(i).topic());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotCommittedException(e, null);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return written;
    }

    /** One record that is refused makes its neighbours fail, too: the refusal is what says why. */
    private static NotCommittedException worse(
            @Nullable NotCommittedException before, @Nullable Throwable cause, String topic) {
        NotCommittedException next =
                new NotCommittedException(cause instanceof Exception known ? known : new KafkaException(cause), topic);
        if (before == null) {
            return next;
        }
        boolean explains = TransactionErrors.isRefusal(next.cause()) && !TransactionErrors.isRefusal(before.cause());
        return explains ? next : before;
    }

    private void commit(Producer<byte[], byte[]> ready, List<ProducerRecord<byte[], byte[]>> records)
            throws NotCommittedException {
        boolean undecided = false;
        while (true) {
            try {
                ready.commitTransaction();
                return;
            } catch (TimeoutException e) {
                undecided = true;
                if (isOver()) {
                    throw unknown(records, e);
                }
                LOG.warn("a commit was not answered and is called again: {}", e.toString());
            } catch (KafkaException | IllegalStateException e) {
                boolean abortable = TransactionErrors.remedy(Step.COMMIT, e) == Remedy.ABORT;
                if (undecided || !abortable || !abort(ready, e)) {
                    throw unknown(records, e);
                }
                throw new NotCommittedException(e, null);
            }
        }
    }

    /** Whether the abort was answered. If it was not, the producer is closed, and nobody is left who could commit. */
    private boolean abort(Producer<byte[], byte[]> ready, Exception why) {
        Remedy remedy = TransactionErrors.remedy(Step.SEND, why);
        if (remedy == Remedy.REPLACE || remedy == Remedy.GIVE_UP) {
            discard();
            return false;
        }
        while (true) {
            try {
                ready.abortTransaction();
                return true;
            } catch (TimeoutException e) {
                if (isOver()) {
                    discard();
                    return false;
                }
                LOG.warn("an abort was not answered and is called again: {}", e.toString());
            } catch (KafkaException | IllegalStateException e) {
                // A send hears of an old epoch only, which can also mean a slow transaction; the abort tells which it
                // is.
                fenced |= TransactionErrors.isFenced(e);
                LOG.warn("an abort failed, the producer is replaced: {}", e.toString());
                discard();
                return false;
            }
        }
    }

    private void giveUpIfHopeless(List<ProducerRecord<byte[], byte[]>> records, NotCommittedException aborted) {
        Exception cause = aborted.cause();
        if (fenced || TransactionErrors.isFenced(cause)) {
            fenced = false;
            long now = nanoTime.getAsLong();
            if (fencedAt != null && now - fencedAt < FENCED_AGAIN_NANOS) {
                throw failure(
                        records,
                        "another producer uses the transactional id " + transactionalId
                                + ": is the instance id used twice? Nothing was written.",
                        cause);
            }
            fencedAt = now;
        }
        boolean isHopeless =
                TransactionErrors.isRefusal(cause) || TransactionErrors.remedy(Step.SEND, cause) == Remedy.GIVE_UP;
        if (isHopeless || isOver()) {
            String topic = aborted.topic().orElse(records.get(0).topic());
            String message =
                    aborted.topic().map(named -> "topic '" + named + "': ").orElse("")
                            + TransactionErrors.root(cause).getMessage() + " Nothing was written.";
            throw new PublishException(
                    topic, "A transaction on topics " + topics(records) + " failed: " + message, cause);
        }
    }

    private PublishException unknown(List<ProducerRecord<byte[], byte[]>> records, Exception cause) {
        discard();
        return failure(
                records,
                "whether its records were written is unknown: the commit was called, but not answered.",
                cause);
    }

    private static PublishException failure(
            List<ProducerRecord<byte[], byte[]>> records, String what, Exception cause) {
        return new PublishException(
                records.get(0).topic(), "A transaction on topics " + topics(records) + " failed: " + what, cause);
    }

    private boolean isOver() {
        return stopped || nanoTime.getAsLong() - deadline >= 0;
    }

    private void discard() {
        Producer<byte[], byte[]> existing = producer;
        producer = null;
        initialised = false;
        if (existing != null) {
            existing.close(Duration.ZERO);
        }
    }

    /** The transaction is not committed, for certain, and never will be. */
    private static final class NotCommittedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable String topic;

        NotCommittedException(Exception cause, @Nullable String topic) {
            super(cause);
            this.topic = topic;
        }

        /** The topic that refused a record, if it was that. */
        Optional<String> topic() {
            return Optional.ofNullable(topic);
        }

        Exception cause() {
            return getCause() instanceof Exception known ? known : this;
        }
    }
}
