package dev.holdfast.deadletter;

import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.deadletter.internal.Pace;
import dev.holdfast.deadletter.internal.PartitionLog;
import dev.holdfast.deadletter.internal.Transactions;
import dev.holdfast.deadletter.internal.Written;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A transaction for each portion, at the instructed pace. Waiting comes before a transaction, never within it. */
final class Moves implements Batches {
    private static final int MAX_RECORDS = 500;
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Transactions transactions;
    private final Progress progress;
    private final Instruction instruction;
    private final DeadLetterSource source;
    private final Pace pace;
    private final int portion;
    private final List<Pending> pending = new ArrayList<>();
    private long bytes;

    Moves(Transactions transactions, Progress progress, Instruction instruction, Connection connection) {
        this.transactions = transactions;
        this.progress = progress;
        this.instruction = instruction;
        this.source = connection.source();
        this.pace = new Pace(instruction.perSecond(), connection.clock());
        this.portion = Math.min(MAX_RECORDS, pace.portion());
    }

    /** From here on no other job can change anything. */
    void takeOver() {
        check(transactions.takeOver());
    }

    @Override
    public void add(Pending added, PartitionLog log) {
        pending.add(added);
        bytes += added.bytes();
        if (pending.size() >= portion || bytes >= MAX_BYTES) {
            flush(log);
        }
    }

    @Override
    public int size() {
        return pending.size();
    }

    @Override
    public void flush(PartitionLog log) {
        if (pending.isEmpty()) {
            return;
        }
        await(pending.size());
        while (!pending.isEmpty()) {
            List<ProducerRecord<byte[], byte[]>> records =
                    pending.stream().flatMap(one -> one.records().stream()).toList();
            Written written = transactions.write(records);
            if (written instanceof Written.Refused refused) {
                leaveOut(refused.index());
                continue;
            }
            check(written);
            for (Pending one : pending) {
                log.set(one.letter().record().offset(), one.entry());
                progress.done(one.letter());
            }
            pending.clear();
        }
        bytes = 0;
        instruction.progress().accept(progress.report());
    }

    /** The dead letter that a record of the transaction was for. */
    private void leaveOut(int index) {
        int next = 0;
        for (Pending one : pending) {
            next += one.records().size();
            if (index < next) {
                progress.left(one.letter().id(), Cause.TOO_LARGE);
                pending.remove(one);
                return;
            }
        }
        throw new IllegalStateException("there is no record " + index);
    }

    private void check(Written written) {
        if (written instanceof Written.TakenOver takenOver) {
            throw new JobTakenOverException(source, progress.report(), takenOver.cause());
        }
        if (written instanceof Written.Failed failed) {
            throw new JobFailedException(source, progress.report(), failed.cause());
        }
    }

    private void await(int records) {
        try {
            pace.await(records);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException(source, progress.report(), e);
        }
    }
}
