package dev.holdfast.retry.internal.held;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instance in the model: what it knows, what it has finished, and its transaction. Copied, never shared. */
final class ModelWorker {
    enum Life {
        IDLE,
        FETCHING,
        RESTORING,
        ACTIVE
    }

    enum Stage {
        NONE,
        SENDING,
        OFFSETS_IN,
        /** Of a mutant: the entry is written, the output is not. */
        ENTRY_WRITTEN,
        /** Of a mutant: entry and output are written, the offset is not. */
        OUTPUT_WRITTEN
    }

    /** What a record caused; place is where its payload was sent to. */
    record Step(
            long offset,
            boolean source,
            List<HeldWrite> writes,
            int attempts,
            char outcome,
            boolean command,
            long place) {
        Step at(long sentTo) {
            return new Step(offset, source, writes, attempts, outcome, command, sentTo);
        }
    }

    Life life = Life.IDLE;
    int epoch;
    int taken;
    int committed;
    int committedNote;
    int restoreTo;
    boolean commanded;
    boolean commandCommitted;
    List<ModelMemory.Event> history = List.of();
    List<Step> notHandedOver = List.of();
    List<Step> backlog = List.of();
    List<Step> contents = List.of();
    int open = -1;
    Stage stage = Stage.NONE;
    private @Nullable HeldRecords held;

    /** What it has in memory; not to be changed. */
    HeldRecords held(ModelMemory memory) {
        HeldRecords known = held;
        if (known == null) {
            known = memory.of(history);
            held = known;
        }
        return known;
    }

    ModelWorker copy() {
        ModelWorker copy = new ModelWorker();
        copy.life = life;
        copy.epoch = epoch;
        copy.taken = taken;
        copy.committed = committed;
        copy.committedNote = committedNote;
        copy.restoreTo = restoreTo;
        copy.commanded = commanded;
        copy.commandCommitted = commandCommitted;
        copy.history = history;
        copy.notHandedOver = notHandedOver;
        copy.backlog = backlog;
        copy.contents = contents;
        copy.open = open;
        copy.stage = stage;
        copy.held = held;
        return copy;
    }

    static ModelWorker fetching(int epoch) {
        ModelWorker worker = new ModelWorker();
        worker.life = Life.FETCHING;
        worker.epoch = epoch;
        return worker;
    }

    void begin(ModelMemory.Event.Restored restored) {
        history = List.of(restored);
        held = null;
    }

    void remember(ModelMemory.Event event) {
        history = with(history, event);
        held = null;
    }

    static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    static <T> List<T> without(List<T> list, int index) {
        List<T> shorter = new ArrayList<>(list);
        shorter.remove(index);
        return shorter;
    }

    static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
