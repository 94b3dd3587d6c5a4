package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.held.ModelState.Out;
import dev.holdfast.retry.internal.held.ModelState.Txn;
import dev.holdfast.retry.internal.held.ModelWorker.Life;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Visits all states of a model, breadth first, until one breaks a promise. */
final class ModelSearch {
    /**
     * What was found.
     *
     * @param states how many states there are
     * @param finals how many in which everything is done
     * @param actions how often each thing happened
     * @param violation the promise that was broken, and how; null if none was
     */
    record Result(int states, int finals, Map<String, Integer> actions, @Nullable String violation) {}

    private record Path(@Nullable Path before, String what) {
        @Override
        public String toString() {
            return (before == null ? "" : before) + "\n    " + what;
        }
    }

    private record Found(ModelState state, Path path) {
        /** Whether what is committed may be another than one step before. */
        boolean mayHaveCommitted() {
            return path.what().contains("commits")
                    || path.what().contains("[")
                    || path.what().contains("compaction");
        }
    }

    private final HeldModel model;
    private final Map<String, Integer> actions = new TreeMap<>();

    ModelSearch(HeldModel model) {
        this.model = model;
    }

    Result run(int most) {
        Set<String> seen = new HashSet<>();
        Deque<Found> open = new ArrayDeque<>();
        ModelState first = new ModelState();
        seen.add(first.digest(model.memory()));
        open.add(new Found(first, new Path(null, "start")));
        int finals = 0;
        for (Found found = open.poll(); found != null; found = open.poll()) {
            List<HeldModel.Next> nexts;
            String broken;
            boolean isFinal = isFinal(found.state());
            try {
                broken = isFinal || found.mayHaveCommitted() ? broken(found.state(), isFinal) : null;
                nexts = model.nexts(found.state());
            } catch (IllegalStateException | CorruptEntryException e) {
                return new Result(seen.size(), finals, actions, e + " after" + found.path());
            }
            finals += isFinal ? 1 : 0;
            if (broken == null && nexts.isEmpty() && !isFinal) {
                broken = "nothing can happen any more";
            }
            if (broken != null || seen.size() > most) {
                String what = broken == null ? "more states than looked at" : broken + " after" + found.path();
                return new Result(seen.size(), finals, actions, what);
            }
            for (HeldModel.Next next : nexts) {
                actions.merge(next.what().replaceAll("[0-9]+", "#"), 1, Integer::sum);
                if (seen.add(next.state().digest(model.memory()))) {
                    open.add(new Found(next.state(), new Path(found.path(), next.what())));
                }
            }
        }
        return new Result(seen.size(), finals, actions, null);
    }

    private boolean isFinal(ModelState state) {
        ModelWorker owner = state.workers[state.owner];
        return owner.life == Life.ACTIVE
                && owner.open < 0
                && owner.backlog.isEmpty()
                && owner.notHandedOver.isEmpty()
                && owner.taken == (1 << model.records()) - 1
                && (!model.hasCommand() || owner.commanded)
                && owner.held(model.memory()).isEmpty()
                && state.txns.stream().allMatch(Txn::isOver);
    }

    private @Nullable String broken(ModelState state, boolean isFinal) {
        List<Integer> outcomes = new ArrayList<>();
        for (Out out : state.out) {
            if (state.isCommitted(out.txn())) {
                outcomes.add(out.record());
            }
        }
        if (new HashSet<>(outcomes).size() != outcomes.size()) {
            return "an outcome twice: " + outcomes;
        }
        String order = orderBroken(outcomes);
        if (order != null) {
            return order;
        }
        return committedBroken(state, outcomes, isFinal);
    }

    /** For each key the outcomes must be a beginning of its records: none overtaken, none left out. */
    private @Nullable String orderBroken(List<Integer> outcomes) {
        Map<HeldKey, List<Integer>> records = new HashMap<>();
        Map<HeldKey, List<Integer>> done = new HashMap<>();
        for (int record = 0; record < model.records(); record++) {
            records.computeIfAbsent(model.memory().key(record), key -> new ArrayList<>())
                    .add(record);
        }
        outcomes.forEach(record -> done.computeIfAbsent(model.memory().key(record), key -> new ArrayList<>())
                .add(record));
        for (Map.Entry<HeldKey, List<Integer>> entry : done.entrySet()) {
            List<Integer> all = records.get(entry.getKey());
            if (all == null
                    || !entry.getValue().equals(all.subList(0, entry.getValue().size()))) {
                return "an older record of the key was overtaken: " + entry.getValue();
            }
        }
        return null;
    }

    /** What is committed must say of each record whether it is done, held or still to be read. */
    private @Nullable String committedBroken(ModelState state, List<Integer> outcomes, boolean isFinal) {
        int mask = state.mask;
        int note = state.note;
        boolean commanded = state.commanded;
        for (Txn txn : state.txns) {
            if (txn.status() == 'C' && txn.offsetsSent()) {
                mask = txn.mask();
                note = txn.note();
                commanded = txn.commanded();
            }
        }
        Set<Integer> held = held(state, note);
        if (!held.equals(held(state, 0))) {
            return "restored from the note " + held + " is held, in the log is " + held(state, 0);
        }
        long results = state.log.stream()
                .filter(entry -> entry.kind() == null && state.isCommitted(entry.txn()))
                .count();
        if (results > 1 || (commanded && results == 0) || (isFinal && model.hasCommand() && results == 0)) {
            return "a command has " + results + " results, and the note says " + commanded;
        }
        for (int record = 0; record < model.records(); record++) {
            boolean read = (mask & 1 << record) != 0;
            boolean done = outcomes.contains(record);
            if (read != (done ^ held.contains(record))) {
                return "record " + record + (read ? " is committed" : " is to be read") + (done ? ", done" : "")
                        + (held.contains(record) ? ", held" : "");
            }
        }
        return isFinal && outcomes.size() != model.records() ? "in the end there are only " + outcomes : null;
    }

    private Set<Integer> held(ModelState state, int from) {
        Set<Integer> held = new HashSet<>();
        HeldRecords restored = model.memory().restored(state.committedEntries(from, state.end), state.end);
        restored.keys().values().forEach(queue -> {
            for (int i = 0; i < queue.size(); i++) {
                held.add(ModelState.record(queue.offset(i)));
            }
        });
        return held;
    }
}
