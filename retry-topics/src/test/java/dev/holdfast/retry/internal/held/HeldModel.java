package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.held.ModelMemory.Event;
import dev.holdfast.retry.internal.held.ModelState.Entry;
import dev.holdfast.retry.internal.held.ModelState.Out;
import dev.holdfast.retry.internal.held.ModelState.Txn;
import dev.holdfast.retry.internal.held.ModelWorker.Life;
import dev.holdfast.retry.internal.held.ModelWorker.Stage;
import dev.holdfast.retry.internal.held.ModelWorker.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can happen next in a state. Kafka as it is: a transaction writes, adds offsets (the only place where it is fenced),
 * is decided, and its markers reach the offsets and the held partition one by one; committed offsets are given out only when
 * none are pending; whoever lost a partition goes on until it is told; a transaction that nobody ends is aborted.
 */
final class HeldModel {
    /** How large a model is. */
    record Bounds(
            String keys,
            int rebalances,
            int faults,
            int compactions,
            int attempts,
            int atOnce,
            int backlog,
            boolean command,
            boolean fencedWork) {}

    /** Something that may happen, and what is then. */
    record Next(String what, ModelState state) {}

    private final Bounds bounds;
    private final Mutant mutant;
    private final ModelMemory memory;
    private final ModelSteps steps;
    private final int records;

    HeldModel(Bounds bounds, Mutant mutant) {
        this.bounds = bounds;
        this.mutant = mutant;
        this.memory = new ModelMemory(bounds.keys());
        this.steps = new ModelSteps(bounds, mutant, memory);
        this.records = bounds.keys().length();
    }

    ModelMemory memory() {
        return memory;
    }

    int records() {
        return records;
    }

    boolean hasCommand() {
        return bounds.command();
    }

    List<Next> nexts(ModelState state) {
        List<Next> nexts = new ArrayList<>();
        for (int i = 0; i < state.workers.length; i++) {
            worker(state, i, nexts);
        }
        cluster(state, nexts);
        return nexts;
    }

    private void add(ModelState from, String what, List<Next> nexts, Consumer<ModelState> change) {
        ModelState next = from.copy();
        change.accept(next);
        sendAwayWhoIsFenced(next);
        if (isCalm(next)) {
            next.txns.replaceAll(txn -> txn.status() == 'O' ? txn : txn.marked(true, true));
        }
        next.forgetOldTransactions();
        nexts.add(new Next(what, next));
    }

    /**
     * Who has lost the partition and has no transaction open, or none with offsets, can have nothing committed any more;
     * unless the mutant is that it can, it counts as gone. A transaction that it has open is aborted in time.
     */
    private void sendAwayWhoIsFenced(ModelState next) {
        if (bounds.fencedWork()) {
            return;
        }
        for (int i = 0; i < next.workers.length; i++) {
            if (next.owner != i && next.workers[i].stage != Stage.OFFSETS_IN) {
                next.workers[i] = new ModelWorker();
            }
        }
    }

    /** Whether nobody will read any more what markers have or have not reached; they arrive at once then. */
    private boolean isCalm(ModelState state) {
        boolean nobodyReads = true;
        for (ModelWorker worker : state.workers) {
            nobodyReads &= worker.life != Life.FETCHING && worker.life != Life.RESTORING;
        }
        boolean ownerIsThere = state.workers[state.owner].life == Life.ACTIVE
                && state.workers[state.owner].epoch == state.epoch
                && (state.workers[state.owner].open < 0
                        || state.txns.get(state.workers[state.owner].open).status() == 'O');
        return nobodyReads
                && ownerIsThere
                && state.rebalances == bounds.rebalances()
                && state.faults == bounds.faults()
                && state.compactions == bounds.compactions();
    }

    private void worker(ModelState state, int i, List<Next> nexts) {
        ModelWorker worker = state.workers[i];
        String who = i + ": ";
        if (worker.life == Life.FETCHING
                && state.owner == i
                && state.txns.stream().noneMatch(Txn::isPending)) {
            add(state, who + "reads the commit and the end of the log", nexts, next -> fetch(next, next.workers[i]));
        }
        if (worker.life == Life.RESTORING && state.stableEnd() >= worker.restoreTo) {
            add(state, who + "restores", nexts, next -> restore(next, next.workers[i]));
        }
        if (worker.life == Life.ACTIVE) {
            active(state, i, who, nexts);
        }
        boolean othersRest = state.workers[1 - i].life == Life.IDLE || state.owner != i;
        if (worker.life != Life.IDLE && state.faults < bounds.faults() && othersRest) {
            add(state, who + "crashes", nexts, next -> crash(next, i));
        }
    }

    private static void crash(ModelState next, int i) {
        next.faults++;
        next.workers[i] = new ModelWorker();
        if (next.owner == i) {
            next.epoch++;
            next.owner = 1 - i;
            next.workers[1 - i] = ModelWorker.fetching(next.epoch);
        }
    }

    private void fetch(ModelState next, ModelWorker worker) {
        worker.committed = next.mask;
        worker.committedNote = next.note;
        worker.commandCommitted = next.commanded;
        for (Txn txn : next.txns) {
            if (txn.status() == 'C' && txn.offsetsSent()) {
                worker.committed = txn.mask();
                worker.committedNote = txn.note();
                worker.commandCommitted = txn.commanded();
            }
        }
        worker.restoreTo = mutant == Mutant.RESTORE_TO_STABLE_END ? next.stableEnd() : next.end;
        worker.life = Life.RESTORING;
    }

    private void restore(ModelState next, ModelWorker worker) {
        List<Entry> entries = next.committedEntries(worker.committedNote, worker.restoreTo);
        worker.taken = worker.committed;
        boolean hasResult = entries.stream().anyMatch(entry -> entry.kind() == null);
        worker.commanded = worker.commandCommitted || (hasResult && mutant != Mutant.COMMAND_WITHOUT_RESULT);
        worker.begin(new Event.Restored(entries, worker.restoreTo));
        worker.life = Life.ACTIVE;
    }

    private void active(ModelState state, int i, String who, List<Next> nexts) {
        ModelWorker worker = state.workers[i];
        boolean open = worker.open >= 0;
        if (mutant == Mutant.NO_TRANSACTION) {
            writesOneByOne(state, i, who, nexts);
            return;
        }
        if (open && state.txns.get(worker.open).status() == 'A') {
            add(state, who + "finds its transaction gone", nexts, next -> dropped(next, i));
            return;
        }
        // What somebody finishes who has lost the partition and has not begun to write it changes nothing for others.
        int most = state.owner == i ? bounds.backlog() : worker.contents.isEmpty() ? 1 : 0;
        if (worker.notHandedOver.size() < Math.max(1, bounds.atOnce()) && worker.backlog.size() < most) {
            for (Step step : steps.possible(worker)) {
                add(state, who + steps.text(step), nexts, next -> {
                    steps.take(next.workers[i], step);
                    if (bounds.atOnce() == 0) {
                        steps.handedOver(next.workers[i], 0);
                    }
                });
            }
        }
        for (int h = 0; h < worker.notHandedOver.size(); h++) {
            int which = h;
            add(state, who + "goes on", nexts, next -> steps.handedOver(next.workers[i], which));
        }
        if (!open
                && !worker.backlog.isEmpty()
                && state.txns.stream().allMatch(txn -> txn.worker() != i || txn.isOver())) {
            add(state, who + "begins a transaction", nexts, next -> begin(next, i));
        }
        if (worker.stage == Stage.SENDING && !worker.backlog.isEmpty()) {
            add(state, who + "sends one more", nexts, next -> send(next, i));
        }
        if (worker.stage == Stage.SENDING) {
            add(state, who + "adds offsets", nexts, next -> addOffsets(next, i));
        }
        if (worker.stage == Stage.OFFSETS_IN) {
            end(state, i, who, nexts);
        }
    }

    private static void begin(ModelState next, int i) {
        next.txns.add(new Txn(i, 'O', false, 0, 0, false, false, false));
        next.workers[i].open = next.txns.size() - 1;
        next.workers[i].stage = Stage.SENDING;
        send(next, i);
    }

    private static void send(ModelState next, int i) {
        ModelWorker worker = next.workers[i];
        Step step = worker.backlog.get(0);
        worker.backlog = ModelWorker.without(worker.backlog, 0);
        worker.contents = ModelWorker.with(worker.contents, step.at(write(next, step, worker.open)));
        if (step.outcome() != 0) {
            next.out.add(new Out(worker.open, ModelState.record(step.offset()), step.outcome()));
        }
    }

    /** Writes the entries of a step; returns where its payload stands. */
    private static long write(ModelState next, Step step, int txn) {
        long place = -1;
        for (HeldWrite kind : step.writes()) {
            // What a mutant takes back is the record's older self.
            boolean takesBack = kind == HeldWrite.NO_PAYLOAD || kind == HeldWrite.NO_SCHEDULE;
            boolean anew = takesBack && step.writes().contains(HeldWrite.PAYLOAD);
            long offset = anew ? step.offset() - ModelState.ANEW : step.offset();
            place = kind == HeldWrite.PAYLOAD ? next.end : place;
            next.log.add(new Entry(next.end++, txn, kind, offset, step.attempts()));
        }
        if (step.command()) {
            next.log.add(new Entry(next.end++, txn, null, 0, 0));
        }
        return place;
    }

    private void addOffsets(ModelState next, int i) {
        ModelWorker worker = next.workers[i];
        worker.stage = Stage.OFFSETS_IN;
        boolean onlyRetries = worker.contents.stream().noneMatch(Step::source);
        if (mutant == Mutant.RETRIES_WITHOUT_FENCE && onlyRetries) {
            return;
        }
        if (worker.epoch != next.epoch && mutant != Mutant.LATE_METADATA) {
            next.txns.set(worker.open, next.txns.get(worker.open).status('A'));
            next.workers[i] = new ModelWorker();
            return;
        }
        // As in production the note knows what was committed before, not what is in this transaction.
        boolean commanded = worker.commandCommitted || (mutant == Mutant.COMMAND_AHEAD_OF_COMMIT && worker.commanded);
        next.txns.set(
                worker.open,
                next.txns.get(worker.open).offsets(steps.done(worker), (int) steps.restoreFrom(worker), commanded));
    }

    private void end(ModelState state, int i, String who, List<Next> nexts) {
        add(state, who + "commits", nexts, next -> committed(next, i));
        if (state.faults >= bounds.faults()) {
            return;
        }
        add(state, who + "commits, the answer is lost", nexts, next -> {
            next.faults++;
            ModelWorker worker = next.workers[i];
            next.txns.set(worker.open, next.txns.get(worker.open).status('C'));
            if (mutant == Mutant.RESEND_AFTER_UNKNOWN_COMMIT) {
                again(worker);
            } else {
                dropped(next, i);
            }
        });
        add(state, who + "aborts, to send again", nexts, next -> {
            next.faults++;
            ModelWorker worker = next.workers[i];
            next.txns.set(worker.open, next.txns.get(worker.open).status('A'));
            if (mutant == Mutant.MEMORY_SURVIVES_ABORT) {
                worker.taken = worker.committed;
                forget(worker);
            } else {
                again(worker);
            }
        });
        add(state, who + "aborts, and does not know", nexts, next -> {
            next.faults++;
            next.txns.set(
                    next.workers[i].open, next.txns.get(next.workers[i].open).status('A'));
            dropped(next, i);
        });
    }

    private void committed(ModelState next, int i) {
        ModelWorker worker = next.workers[i];
        next.txns.set(worker.open, next.txns.get(worker.open).status('C'));
        worker.committed = steps.done(worker);
        for (Step step : worker.contents) {
            if (step.place() >= 0) {
                worker.remember(new Event.Placed(step.offset(), step.place()));
            }
            if (!step.source() && step.writes().contains(HeldWrite.NO_PAYLOAD)) {
                boolean anew = step.writes().contains(HeldWrite.PAYLOAD);
                worker.remember(new Event.Left(anew ? step.offset() - ModelState.ANEW : step.offset()));
            }
            worker.commandCommitted |= step.command();
        }
        worker.contents = List.of();
        worker.open = -1;
        worker.stage = Stage.NONE;
    }

    /** What the transaction held is sent again in another one; nothing runs again. */
    private static void again(ModelWorker worker) {
        List<Step> contents = worker.contents.stream().map(step -> step.at(-1)).toList();
        worker.backlog = ModelWorker.joined(contents, worker.backlog);
        worker.contents = List.of();
        worker.open = -1;
        worker.stage = Stage.NONE;
    }

    private static void forget(ModelWorker worker) {
        worker.contents = List.of();
        worker.backlog = List.of();
        worker.notHandedOver = List.of();
        worker.open = -1;
        worker.stage = Stage.NONE;
    }

    /** What became of the transaction is unknown: everything in memory is dropped and taken over anew. */
    private void dropped(ModelState next, int i) {
        ModelWorker worker = next.workers[i];
        if (mutant == Mutant.MEMORY_SURVIVES_LOSS) {
            worker.contents = List.of();
            worker.open = -1;
            worker.stage = Stage.NONE;
        } else {
            next.workers[i] = next.owner == i ? ModelWorker.fetching(worker.epoch) : new ModelWorker();
        }
    }

    private void writesOneByOne(ModelState state, int i, String who, List<Next> nexts) {
        ModelWorker worker = state.workers[i];
        if (worker.stage == Stage.NONE) {
            for (Step step : steps.possible(worker)) {
                add(state, who + steps.text(step) + " [entry]", nexts, next -> {
                    steps.take(next.workers[i], step);
                    write(next, step, -1);
                    next.workers[i].stage = Stage.ENTRY_WRITTEN;
                });
            }
            return;
        }
        Step step = worker.backlog.get(0);
        if (worker.stage == Stage.ENTRY_WRITTEN) {
            add(state, who + "[output]", nexts, next -> {
                if (step.outcome() != 0) {
                    next.out.add(new Out(-1, ModelState.record(step.offset()), step.outcome()));
                }
                next.workers[i].stage = Stage.OUTPUT_WRITTEN;
            });
        } else {
            add(state, who + "[offset]", nexts, next -> {
                ModelWorker mine = next.workers[i];
                if (mine.epoch != next.epoch) {
                    next.workers[i] = new ModelWorker();
                    return;
                }
                mine.contents = mine.backlog;
                mine.backlog = List.of();
                mine.committed = steps.done(mine);
                next.mask = mine.committed;
                steps.handedOver(mine, 0);
                mine.contents = List.of();
                mine.stage = Stage.NONE;
            });
        }
    }

    private void cluster(ModelState state, List<Next> nexts) {
        for (int t = 0; t < state.txns.size(); t++) {
            int which = t;
            Txn txn = state.txns.get(t);
            ModelWorker by = state.workers[txn.worker()];
            if (txn.status() == 'O') {
                boolean mine = by.life == Life.ACTIVE && by.open == t;
                if (!mine || state.owner != txn.worker()) {
                    add(state, "transaction times out", nexts, next -> next.txns.set(which, txn.status('A')));
                }
                continue;
            }
            if (txn.isPending()) {
                add(state, "marker of offsets", nexts, next -> next.txns.set(which, txn.marked(true, txn.logMarked())));
            }
            if (!txn.logMarked()) {
                add(
                        state,
                        "marker of the log",
                        nexts,
                        next -> next.txns.set(which, txn.marked(txn.offsetsMarked(), true)));
            }
        }
        int other = 1 - state.owner;
        if (state.rebalances < bounds.rebalances() && state.workers[other].life == Life.IDLE) {
            add(state, "rebalance", nexts, next -> {
                next.rebalances++;
                next.epoch++;
                next.owner = other;
                next.workers[other] = ModelWorker.fetching(next.epoch);
            });
        }
        if (state.workers[state.owner].life == Life.IDLE) {
            add(state, "the owner joins again", nexts, next -> {
                next.epoch++;
                next.workers[next.owner] = ModelWorker.fetching(next.epoch);
            });
        }
        if (state.compactions < bounds.compactions()) {
            add(state, "compaction", nexts, next -> {
                next.compactions++;
                ModelCompaction.compact(next);
            });
        }
    }
}
