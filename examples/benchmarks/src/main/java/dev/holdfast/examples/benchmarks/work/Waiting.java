package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.RecordHandler;
import dev.holdfast.examples.benchmarks.trial.Source;
import dev.holdfast.examples.benchmarks.trial.Tally;
import dev.holdfast.examples.benchmarks.trial.Task;
import dev.holdfast.examples.benchmarks.trial.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * What the no-op costs while more and more records wait in a retry topic of ten minutes. They are put there by a first
 * start of the group; what is measured is its second start, which takes them over, and all records that did not fail.
 */
public final class Waiting implements Workload {
    /** The name of the workload. */
    public static final String NAME = "growth of waiting records";

    private static final List<Integer> STEPS = List.of(0, 1_000, 10_000, 100_000);
    private static final String DELAY = "10m";
    private static final int KEYS = 10_000;
    private static final int BYTES = 100;

    private final int records;

    /**
     * Creates the workload.
     *
     * @param records how many do not fail
     */
    public Waiting(int records) {
        this.records = records;
    }

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        Map<Contestant, Integer> runs = new LinkedHashMap<>();
        Contestant holdfast = HoldfastPeer.retrying(Order.KEY_UNTIL_RETRY, DELAY);
        STEPS.forEach(step -> runs.put(holdfast.tuned(Growth.label(step, "waiting")), step));
        stage.rounds(
                NAME,
                List.copyOf(runs.keySet()),
                contestant -> once(stage, contestant, runs.getOrDefault(contestant, 0)));
    }

    private Figure once(Stage stage, Contestant contestant, int waiting)
            throws ExecutionException, InterruptedException {
        String group = stage.bench().newGroup("waiting");
        Source source = new Source(group + ".source", Stage.PARTITIONS, records, KEYS);
        stage.fill(new Source(source.topic(), source.partitions(), waiting, KEYS), Keys.UNIFORM, BYTES);
        Peer.Running putting = contestant.peer().start(task(stage, group, source, value -> {
            throw new IllegalStateException("waits");
        }));
        try {
            Watch.until(() -> stage.bench().isCommitted(group, source.topic()));
        } finally {
            putting.end();
        }
        stage.append(source, Keys.UNIFORM, BYTES);
        Tally tally = new Tally(source);
        Figure figure;
        Peer.Running running = contestant.peer().start(task(stage, group, source, tally::handled));
        try {
            figure = Watch.over(tally, records, () -> true);
        } finally {
            running.end();
        }
        tally.require(contestant.id(), contestant.once(), contestant.ordered());
        stage.bench().requireCommitted(group, source.topic());
        return figure;
    }

    private static Task task(Stage stage, String group, Source source, RecordHandler handler) {
        return new Task(stage.bench().bootstrapServers(), group, source, "", handler);
    }
}
