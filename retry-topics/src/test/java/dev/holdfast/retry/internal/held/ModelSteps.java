package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.held.ModelMemory.Event;
import dev.holdfast.retry.internal.held.ModelWorker.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an instance can do with records, and what that does to its memory: the part that production decides, too. */
final class ModelSteps {
    private final HeldModel.Bounds bounds;
    private final Mutant mutant;
    private final ModelMemory memory;

    ModelSteps(HeldModel.Bounds bounds, Mutant mutant, ModelMemory memory) {
        this.bounds = bounds;
        this.mutant = mutant;
        this.memory = memory;
    }

    List<Step> possible(ModelWorker worker) {
        HeldRecords held = worker.held(memory);
        List<Step> possible = new ArrayList<>();
        ofSource(worker, held, possible);
        ofHeld(held, possible);
        if (bounds.command() && !worker.commanded) {
            command(worker, held, possible);
        }
        return possible;
    }

    /** The chain of a key: its next record comes when the one before has been handed over. */
    private void ofSource(ModelWorker worker, HeldRecords held, List<Step> possible) {
        for (int record = 0; record < bounds.keys().length(); record++) {
            if ((worker.taken & 1 << record) != 0 || isBehindAnother(worker, record)) {
                continue;
            }
            switch (held.arrives(memory.key(record), record)) {
                case RUNS -> {
                    possible.add(new Step(record, true, List.of(), 0, 'o', false, -1));
                    possible.add(new Step(record, true, HeldStep.FAILED.writes(), 1, (char) 0, false, -1));
                }
                case FOLLOWS -> possible.add(new Step(record, true, HeldStep.FOLLOWS.writes(), 0, (char) 0, false, -1));
                case IS_HELD -> possible.add(new Step(record, true, List.of(), 0, (char) 0, false, -1));
                case WAITS -> {}
            }
        }
    }

    private boolean isBehindAnother(ModelWorker worker, int record) {
        for (int older = 0; older < record; older++) {
            boolean sameKey = bounds.keys().charAt(older) == bounds.keys().charAt(record);
            int offset = older;
            boolean onItsWay = worker.notHandedOver.stream().anyMatch(step -> step.source() && step.offset() == offset);
            if (sameKey && ((worker.taken & 1 << older) == 0 || onItsWay)) {
                return true;
            }
        }
        return false;
    }

    private void ofHeld(HeldRecords held, List<Step> possible) {
        for (Map.Entry<HeldKey, HeldQueue> entry : held.keys().entrySet()) {
            HeldQueue queue = entry.getValue();
            if (queue.isTried()) {
                continue;
            }
            long offset = queue.head();
            Schedule schedule = queue.schedule();
            int attempts = schedule == null ? 0 : schedule.attempts();
            List<HeldWrite> done = held.resolution(entry.getKey(), offset).writes();
            possible.add(new Step(offset, false, done, attempts, 'o', false, -1));
            if (attempts + 1 >= bounds.attempts()) {
                possible.add(new Step(offset, false, done, attempts, 'd', false, -1));
            } else if (mutant == Mutant.FAILED_GOES_TO_TAIL) {
                List<HeldWrite> anew = ModelWorker.joined(done, HeldStep.FAILED.writes());
                possible.add(new Step(offset + ModelState.ANEW, false, anew, attempts + 1, (char) 0, false, -1));
            } else {
                possible.add(
                        new Step(offset, false, HeldStep.FAILED_AGAIN.writes(), attempts + 1, (char) 0, false, -1));
            }
        }
    }

    /** A person discards the first record of its key, once. */
    private void command(ModelWorker worker, HeldRecords held, List<Step> possible) {
        HeldKey key = memory.key(0);
        HeldQueue queue = held.queue(key);
        boolean isTried = queue != null && queue.isTried();
        if (isTried || !worker.notHandedOver.isEmpty()) {
            return;
        }
        if (held.isFirst(key, 0)) {
            possible.add(new Step(0, false, held.resolution(key, 0).writes(), 0, 'x', true, -1));
        } else {
            possible.add(new Step(0, false, List.of(), 0, (char) 0, true, -1));
        }
    }

    String text(Step step) {
        String what = step.outcome() != 0 ? "" + step.outcome() : step.writes().toString();
        return (step.command() ? "command " : step.source() ? "source " : "held ") + step.offset() + " " + what;
    }

    /** A handler's call, its routing, and its writes handed over to the committer, but not what comes after that. */
    void take(ModelWorker worker, Step step) {
        if (step.source()) {
            worker.taken |= 1 << step.offset();
        }
        if (step.command()) {
            worker.commanded = true;
        }
        boolean anew = step.offset() >= ModelState.ANEW && step.writes().contains(HeldWrite.PAYLOAD);
        if (!step.source() && (!step.command() || step.outcome() != 0)) {
            worker.remember(new Event.Begun(anew ? step.offset() - ModelState.ANEW : step.offset()));
        }
        boolean arrives = step.writes().contains(HeldWrite.PAYLOAD);
        if (arrives && mutant != Mutant.NOTE_FORGETS_ARRIVING) {
            worker.remember(new Event.Arriving(step.offset()));
        }
        if (mutant == Mutant.FREES_BEFORE_HANDOVER) {
            remember(worker, step);
            worker.notHandedOver = ModelWorker.with(worker.notHandedOver, step);
            return;
        }
        worker.backlog = ModelWorker.with(worker.backlog, step);
        worker.notHandedOver = ModelWorker.with(worker.notHandedOver, step);
    }

    /** What production does right after the writes were handed over. */
    void handedOver(ModelWorker worker, int which) {
        Step step = worker.notHandedOver.get(which);
        worker.notHandedOver = ModelWorker.without(worker.notHandedOver, which);
        if (mutant == Mutant.FREES_BEFORE_HANDOVER) {
            worker.backlog = ModelWorker.with(worker.backlog, step);
        } else {
            remember(worker, step);
        }
    }

    private void remember(ModelWorker worker, Step step) {
        long offset = step.offset();
        if (step.writes().contains(HeldWrite.PAYLOAD)) {
            if (!step.source()) {
                worker.remember(new Event.Resolved(offset - ModelState.ANEW));
            }
            if (mutant == Mutant.NOTE_FORGETS_ARRIVING) {
                worker.remember(new Event.Arriving(offset));
            }
            worker.remember(new Event.Held(offset, step.attempts()));
        } else if (step.writes().contains(HeldWrite.NO_PAYLOAD)) {
            worker.remember(new Event.Resolved(offset));
        } else if (step.writes().contains(HeldWrite.SCHEDULE)) {
            worker.remember(new Event.FailedAgain(offset, step.attempts()));
        }
    }

    /** The offsets that are done when the open transaction is committed. */
    int done(ModelWorker worker) {
        int done = worker.committed;
        for (Step step : worker.contents) {
            done |= step.source() ? 1 << step.offset() : 0;
        }
        return done;
    }

    /** The note that is committed with the offsets. */
    long restoreFrom(ModelWorker worker) {
        if (mutant == Mutant.NOTE_AHEAD_OF_COMMIT) {
            HeldRecords held = memory.of(worker.history);
            List.copyOf(held.leavingPlaces().keySet()).forEach(held::left);
            return held.restoreFrom();
        }
        return worker.held(memory).restoreFrom();
    }
}
