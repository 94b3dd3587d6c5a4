package dev.holdfast.examples.benchmarks.work;

import static java.util.Objects.requireNonNull;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.Raw;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Source;
import dev.holdfast.examples.benchmarks.trial.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** What the no-op costs while a topic has more and more partitions or keys; the raw loop shows what Kafka's client pays for it. */
public final class Growth implements Workload {
    /** The name of the workload with more and more partitions. */
    public static final String PARTITIONS = "growth of partitions";

    /** The name of the workload with more and more keys. */
    public static final String KEYS = "growth of keys";

    private static final int USUAL_KEYS = 10_000;
    private static final int BYTES = 100;

    private final String name;
    private final List<Source> sources;
    private final List<String> labels;

    private Growth(String name, List<Source> sources, List<String> labels) {
        this.name = name;
        this.sources = sources;
        this.labels = labels;
    }

    /**
     * From 12 to 1,000 partitions.
     *
     * @param records records in each topic
     * @return the workload
     */
    public static Growth ofPartitions(int records) {
        List<Integer> steps = List.of(12, 100, 300, 1_000);
        return new Growth(
                PARTITIONS,
                steps.stream()
                        .map(count -> new Source("partitions-" + count, count, records, USUAL_KEYS))
                        .toList(),
                steps.stream().map(count -> label(count, "partitions")).toList());
    }

    /**
     * From 100 to 1,000,000 keys.
     *
     * @param records records in each topic
     * @return the workload
     */
    public static Growth ofKeys(int records) {
        List<Integer> steps = List.of(100, 1_000, 10_000, 100_000, 1_000_000);
        return new Growth(
                KEYS,
                steps.stream()
                        .map(count -> new Source("keys-" + count, Stage.PARTITIONS, records, count))
                        .toList(),
                steps.stream().map(count -> label(count, "keys")).toList());
    }

    static String label(int count, String what) {
        return String.format(Locale.ROOT, "%,d %s", count, what);
    }

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        Map<Contestant, Source> runs = new LinkedHashMap<>();
        for (Contestant contestant : List.of(Raw.tuned(), HoldfastPeer.defaults(Order.KEY))) {
            for (int i = 0; i < sources.size(); i++) {
                runs.put(contestant.tuned(labels.get(i)), sources.get(i));
            }
        }
        for (Source source : sources) {
            stage.fill(source, Keys.UNIFORM, BYTES);
        }
        stage.rounds(name, List.copyOf(runs.keySet()), contestant -> stage.trial()
                .handle(contestant, requireNonNull(runs.get(contestant)), (Tally tally) -> tally::handled));
    }
}
