package dev.holdfast.retry.internal.held;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of the model: the cluster's side of one source partition and its held partition, and two instances. */
final class ModelState {
    /** Of a mutant that gives records new offsets: they are this much higher. */
    static final int ANEW = 10;

    /** Where a transaction is; the markers reach the offsets and the held partition one by one. */
    record Txn(
            int worker,
            char status,
            boolean offsetsSent,
            int mask,
            int note,
            boolean commanded,
            boolean offsetsMarked,
            boolean logMarked) {
        Txn status(char next) {
            return new Txn(worker, next, offsetsSent, mask, note, commanded, offsetsMarked, logMarked);
        }

        Txn marked(boolean offsets, boolean log) {
            return new Txn(worker, status, offsetsSent, mask, note, commanded, offsets, log);
        }

        Txn offsets(int done, int from, boolean command) {
            return new Txn(worker, status, true, done, from, command, offsetsMarked, logMarked);
        }

        boolean isPending() {
            return offsetsSent && !offsetsMarked;
        }

        boolean isOver() {
            return status != 'O' && logMarked && !isPending();
        }
    }

    /** An entry of the held topic; a null kind is the result of the command. Transaction -1 is committed and marked. */
    record Entry(int place, int txn, @Nullable HeldWrite kind, long offset, int attempts) {}

    /** An outcome: o for handled, d for dead-lettered, x for discarded. */
    record Out(int txn, int record, char how) {}

    List<Txn> txns = new ArrayList<>();
    List<Entry> log = new ArrayList<>();
    List<Out> out = new ArrayList<>();
    ModelWorker[] workers = {ModelWorker.fetching(1), new ModelWorker()};
    int end;
    int mask;
    int note;
    boolean commanded;
    int owner;
    int epoch = 1;
    int rebalances;
    int faults;
    int compactions;

    static int record(long offset) {
        return (int) (offset % ANEW);
    }

    ModelState copy() {
        ModelState copy = new ModelState();
        copy.txns = new ArrayList<>(txns);
        copy.log = new ArrayList<>(log);
        copy.out = new ArrayList<>(out);
        copy.workers = new ModelWorker[] {workers[0].copy(), workers[1].copy()};
        copy.end = end;
        copy.mask = mask;
        copy.note = note;
        copy.commanded = commanded;
        copy.owner = owner;
        copy.epoch = epoch;
        copy.rebalances = rebalances;
        copy.faults = faults;
        copy.compactions = compactions;
        return copy;
    }

    boolean isCommitted(int txn) {
        return txn < 0 || txns.get(txn).status() == 'C';
    }

    /** Up to where readers of committed records see the held partition. */
    int stableEnd() {
        return log.stream()
                .filter(entry -> entry.txn() >= 0 && !txns.get(entry.txn()).logMarked())
                .mapToInt(Entry::place)
                .min()
                .orElse(end);
    }

    List<Entry> committedEntries(int from, int to) {
        return log.stream()
                .filter(entry -> entry.place() >= from && entry.place() < to && isCommitted(entry.txn()))
                .toList();
    }

    /** Drops transactions that are over from the beginning of the list, so that equal situations are equal states. */
    void forgetOldTransactions() {
        while (!txns.isEmpty() && txns.get(0).isOver() && workers[0].open != 0 && workers[1].open != 0) {
            Txn first = txns.remove(0);
            boolean committed = first.status() == 'C';
            if (committed && first.offsetsSent()) {
                mask = first.mask();
                note = first.note();
                commanded = first.commanded();
            }
            if (!committed) {
                log.removeIf(entry -> entry.txn() == 0);
                out.removeIf(one -> one.txn() == 0);
            }
            log.replaceAll(entry -> new Entry(
                    entry.place(), Math.max(-1, entry.txn() - 1), entry.kind(), entry.offset(), entry.attempts()));
            out.replaceAll(one -> new Out(Math.max(-1, one.txn() - 1), one.record(), one.how()));
            for (ModelWorker worker : workers) {
                worker.open = Math.max(-1, worker.open - 1);
            }
        }
    }

    /** Equal for states from which the same can happen: places in the log count by their order only. */
    String digest(ModelMemory memory) {
        HeldRecords[] held = {workers[0].held(memory), workers[1].held(memory)};
        int[] ranks = ranks(held);
        StringBuilder text = new StringBuilder(256);
        text.append(mask)
                .append(' ')
                .append(rank(ranks, note))
                .append(commanded)
                .append(owner)
                .append(epoch)
                .append(rebalances)
                .append(faults)
                .append(compactions)
                .append(' ')
                .append(rank(ranks, end));
        for (Txn txn : txns) {
            text.append('T')
                    .append(txn.worker())
                    .append(txn.status())
                    .append(txn.offsetsSent() ? 's' : '-')
                    .append(txn.mask())
                    .append(',')
                    .append(rank(ranks, txn.note()))
                    .append(txn.commanded() ? 'c' : '-')
                    .append(txn.offsetsMarked() ? 'm' : '-')
                    .append(txn.logMarked() ? 'm' : '-');
        }
        for (Entry entry : log) {
            HeldWrite kind = entry.kind();
            text.append('E')
                    .append(entry.txn())
                    .append(kind == null ? "R" : kind.name())
                    .append(entry.offset())
                    .append(entry.attempts())
                    .append('@')
                    .append(rank(ranks, entry.place()));
        }
        for (Out one : out) {
            text.append('O').append(one.txn()).append(one.record()).append(one.how());
        }
        for (int i = 0; i < workers.length; i++) {
            digest(workers[i], held[i], ranks, text);
        }
        return text.toString();
    }

    private static void digest(ModelWorker worker, HeldRecords held, int[] ranks, StringBuilder text) {
        text.append('W')
                .append(worker.life.name())
                .append(worker.epoch)
                .append(',')
                .append(worker.taken)
                .append(',')
                .append(worker.committed)
                .append(',')
                .append(rank(ranks, worker.committedNote))
                .append(rank(ranks, worker.restoreTo))
                .append(worker.commanded ? 'c' : '-')
                .append(worker.commandCommitted ? 'c' : '-')
                .append(worker.open)
                .append(worker.stage.name());
        for (List<ModelWorker.Step> steps : List.of(worker.notHandedOver, worker.backlog, worker.contents)) {
            text.append('[');
            for (ModelWorker.Step step : steps) {
                text.append(step.offset())
                        .append(step.source() ? 's' : '-')
                        .append(step.attempts())
                        .append(step.outcome())
                        .append(step.command() ? 'c' : '-');
                step.writes().forEach(write -> text.append(write.name()));
                text.append('@').append(step.place() < 0 ? -1 : rank(ranks, (int) step.place()));
            }
        }
        text.append('H').append(ModelMemory.describe(held, place -> rank(ranks, (int) place)));
    }

    /** The rank of each place that anything remembers. */
    private int[] ranks(HeldRecords[] held) {
        int[] ranks = new int[end + 1];
        log.forEach(entry -> ranks[entry.place()] = 1);
        txns.forEach(txn -> ranks[txn.note()] = 1);
        for (int i = 0; i < workers.length; i++) {
            ranks[workers[i].restoreTo] = 1;
            ranks[workers[i].committedNote] = 1;
            for (ModelWorker.Step step : workers[i].contents) {
                ranks[(int) Math.max(0, step.place())] = 1;
            }
            ModelMemory.describe(held[i], place -> ranks[(int) place] = 1);
        }
        ranks[note] = 1;
        ranks[end] = 1;
        int rank = 0;
        for (int place = 0; place < ranks.length; place++) {
            rank += ranks[place];
            ranks[place] = rank;
        }
        return ranks;
    }

    private static int rank(int[] ranks, int place) {
        return ranks[place];
    }
}
