package dev.holdfast.internal.commit;

import dev.holdfast.internal.commit.OpenTransaction.Failure;
import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.transaction.TransactionErrors;
import dev.holdfast.internal.transaction.TransactionErrors.Remedy;
import dev.holdfast.internal.transaction.TransactionErrors.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction after the other: begin, send, add offsets, wait for the answers, commit. What goes wrong is judged by
 * {@link TransactionErrors} and ends in one of four ways: committed; aborted for certain; undecided until a new producer has
 * taken over; or hopeless. Every call to Kafka blocks for up to {@code max.block.ms}, then the turn ends and the next one
 * goes on. Confined to the committer's thread.
 */
final class TransactionCycle {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionCycle.class);

    /** How long a record that was refused before may take to be answered, because everything else waits for it. */
    private static final Duration TRIAL = Duration.ofSeconds(3);

    private final TransactionalOutput output;
    private final Outcome outcome;
    private final Runnable wake;
    private Phase phase = Phase.INITIALISING;
    private @Nullable OpenTransaction open;
    private Remedy remedy = Remedy.ABORT;
    private boolean undecided;

    /**
     * Whether the producer keeps offsets that it was given and could not add. It does not drop them when the transaction is
     * aborted (seen with kafka-clients 4.3.1): they would be committed with the next one, although their partitions may be
     * another member's by then, as progress that this one has lost. And while they are refused for a reason that may pass,
     * as those of a topic that is deleted are, it does not even abort.
     */
    private boolean keepsOffsets;

    /** Where the cycle is. */
    enum Phase {
        /** There is no usable producer yet, or not any more. */
        INITIALISING,
        /** No transaction is open. */
        FREE,
        /** Records are sent. */
        SENDING,
        /** Offsets are in, answers are waited for. */
        SETTLING,
        /** The commit was called and has not been answered. */
        COMMITTING,
        /** The abort was called or is to be. */
        ABORTING
    }

    /** Takes what becomes of transactions; called during {@link #turn} and the other methods. */
    interface Outcome {
        /** All of it is written and its offsets are committed. */
        void committed(OpenTransaction transaction);

        /** None of it is, for certain. */
        void aborted(OpenTransaction transaction, Failure failure, Remedy remedy);

        /** Unknown; whatever it was, it is decided now, and the committed offsets tell. */
        void lost(OpenTransaction transaction);

        /** The producer is unusable and will be replaced. */
        void replaced(Exception cause);
    }

    TransactionCycle(TransactionalOutput output, Outcome outcome, Runnable wake) {
        this.output = output;
        this.outcome = outcome;
        this.wake = wake;
    }

    Phase phase() {
        return phase;
    }

    /** The transaction that is under way, or null. */
    @Nullable
    OpenTransaction open() {
        return open;
    }

    /** Goes on with whatever is under way. */
    void turn(Instant now) {
        switch (phase) {
            case INITIALISING -> initialise();
            case SENDING -> failIfFailed();
            case SETTLING -> settle(now);
            case COMMITTING -> commit();
            case ABORTING -> abort();
            case FREE -> {}
        }
    }

    private void initialise() {
        try {
            output.init();
        } catch (KafkaException | IllegalStateException e) {
            if (judged(Step.INIT, e) == Remedy.REPLACE) {
                replace(e);
            }
            LOG.info("transactions can't begin yet: {}", e.toString());
            return;
        }
        phase = Phase.FREE;
        OpenTransaction unfinished = open;
        boolean wasAborted = keepsOffsets;
        open = null;
        undecided = false;
        keepsOffsets = false;
        if (unfinished != null && wasAborted) {
            outcome.aborted(unfinished, failure(unfinished), remedy);
        } else if (unfinished != null) {
            outcome.lost(unfinished);
        }
    }

    /** Begins a transaction. Only while {@link Phase#FREE}. */
    void begin(Instant now, boolean trial) {
        try {
            output.begin();
            open = new OpenTransaction(now, trial, wake);
            phase = Phase.SENDING;
        } catch (KafkaException | IllegalStateException e) {
            replace(e);
        }
    }

    /** Sends a record's writes; returns whether more may be sent. Only while {@link Phase#SENDING}. */
    boolean add(Finished record) {
        OpenTransaction transaction = transaction();
        try {
            transaction.add(record, output);
        } catch (KafkaException | IllegalStateException e) {
            transaction.failed(new Failure(Step.SEND, record, null, e));
        }
        failIfFailed();
        return phase == Phase.SENDING;
    }

    /**
     * Adds offsets, after which only answers are waited for; commits at once if the last of them has come. Only while
     * {@link Phase#SENDING}.
     */
    void close(List<OffsetCommit> offsets, ConsumerGroupMetadata group, Instant now) {
        OpenTransaction transaction = transaction();
        transaction.offsets(offsets);
        try {
            for (OffsetCommit portion : offsets) {
                output.addOffsets(byPartition(portion), group);
            }
        } catch (KafkaException | IllegalStateException e) {
            keepsOffsets = true;
            transaction.failed(new Failure(Step.OFFSETS, null, null, e));
        }
        phase = Phase.SETTLING;
        settle(now);
    }

    /** Aborts, although nothing has failed. */
    void abort(Exception why) {
        transaction().failed(new Failure(Step.OFFSETS, null, null, why));
        remedy = Remedy.ABORT;
        phase = Phase.ABORTING;
        abort();
    }

    private static Map<TopicPartition, OffsetAndMetadata> byPartition(OffsetCommit commit) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commit.offsets().forEach((Lane lane, OffsetAndMetadata offset) -> offsets.put(lane.partition(), offset));
        return offsets;
    }

    private void settle(Instant now) {
        OpenTransaction transaction = transaction();
        if (transaction.isTrial()
                && !transaction.isAnswered()
                && now.isAfter(transaction.begun().plus(TRIAL))) {
            Exception silent = new TimeoutException("no answer within " + TRIAL);
            Finished record = transaction.contents().get(0);
            transaction.failed(new Failure(Step.SEND, record, null, silent));
        }
        failIfFailed();
        if (phase == Phase.SETTLING && transaction.isAnswered()) {
            phase = Phase.COMMITTING;
            commit();
        }
    }

    private void commit() {
        OpenTransaction transaction = transaction();
        try {
            output.commit();
        } catch (KafkaException | IllegalStateException e) {
            Remedy next = judged(Step.COMMIT, e);
            if (next == Remedy.REPEAT) {
                undecided = true;
                LOG.warn("a commit has not been answered and is called again: {}", e.toString());
            } else if (undecided || next == Remedy.REPLACE) {
                replace(e);
            } else {
                transaction.failed(new Failure(Step.COMMIT, null, null, e));
                failIfFailed();
            }
            return;
        }
        open = null;
        undecided = false;
        phase = Phase.FREE;
        outcome.committed(transaction);
    }

    private void failIfFailed() {
        OpenTransaction transaction = open;
        Failure failure = transaction == null ? null : transaction.failure();
        if (failure == null) {
            return;
        }
        remedy = judged(failure.step(), failure.cause());
        if (remedy == Remedy.REPLACE) {
            replace(failure.cause());
        } else {
            phase = Phase.ABORTING;
            abort();
        }
    }

    private void abort() {
        OpenTransaction transaction = transaction();
        Failure failure = failure(transaction);
        if (keepsOffsets) {
            // Nobody has asked for a commit, so the next producer of the id aborts it for certain.
            discard(failure.cause());
            return;
        }
        try {
            output.abort();
        } catch (KafkaException | IllegalStateException e) {
            if (judged(Step.ABORT, e) == Remedy.REPLACE) {
                replace(e);
            } else {
                LOG.warn("an abort has not been answered and is called again: {}", e.toString());
            }
            return;
        }
        open = null;
        phase = Phase.FREE;
        outcome.aborted(transaction, failure, remedy);
    }

    private static Failure failure(OpenTransaction transaction) {
        Failure failure = transaction.failure();
        if (failure == null) {
            throw new IllegalStateException("a transaction is aborted for a reason");
        }
        return failure;
    }

    private void replace(Exception cause) {
        LOG.warn("the transactional producer can't be used any more and is replaced: {}", cause.toString());
        keepsOffsets = false;
        discard(cause);
    }

    private void discard(Exception cause) {
        output.discard();
        phase = Phase.INITIALISING;
        outcome.replaced(cause);
    }

    private static Remedy judged(Step step, Exception error) {
        Remedy remedy = TransactionErrors.remedy(step, error);
        if (remedy == Remedy.GIVE_UP) {
            throw new KafkaException("transactions are refused, and only a person can change that", error);
        }
        return remedy;
    }

    private OpenTransaction transaction() {
        OpenTransaction transaction = open;
        if (transaction == null) {
            throw new IllegalStateException("no transaction is open in phase " + phase);
        }
        return transaction;
    }

    /** Aborts what is open, if that is possible at once, so that nobody has to wait for it to time out. */
    void end() {
        if (phase == Phase.SENDING || phase == Phase.SETTLING) {
            try {
                output.abort();
            } catch (KafkaException | IllegalStateException e) {
                LOG.info("a transaction that was open at the end will time out: {}", e.toString());
            }
        }
        output.discard();
    }
}
