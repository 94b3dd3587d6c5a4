package dev.holdfast.examples.benchmarks.report;

import static java.util.Comparator.comparingDouble;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The ratios that goals are about, under the names that they have in the JSON file. What did not run is missing. Where a
 * contestant runs with several settings, the one with the best median counts.
 */
final class Ratios {
    private static final String NOOP = "no-op";
    private static final String IO = "1 ms of I/O";
    private static final String CLEAN = "retries after 1 s, nothing fails";
    private static final String FAILING = "retries after 1 s, 10 % fail once";
    private static final String COPY = "one in, one out, exactly once";
    private static final String RAW = "raw poll loop";
    private static final String KEY = "Holdfast KEY";
    private static final String TIERS = "Holdfast KEY_UNTIL_RETRY";
    private static final String PARALLEL = "Parallel Consumer KEY";
    private static final String SPRING_RETRY = "Spring Kafka @RetryableTopic";
    private static final double HUNDREDTHS = 100;
    private static final int RARELY = 99;

    private final Results results;
    private final Map<String, Double> ratios = new LinkedHashMap<>();

    private Ratios(Results results) {
        this.results = results;
    }

    static Map<String, Double> of(Results results) {
        Ratios ratios = new Ratios(results);
        ratios.all();
        return ratios.ratios;
    }

    private void all() {
        // The raw loop with Holdfast's settings, not the best one: it pays for read_committed, too.
        Optional<Results.Row> raw = results.row(NOOP, RAW + ", as Holdfast's consumer");
        ratio("noopPartitionOverRaw", best(NOOP, "Holdfast PARTITION"), raw);
        ratio(
                "noopPartitionOverSpringBatch",
                best(NOOP, "Holdfast PARTITION"),
                best(NOOP, "Spring Kafka batch listener"));
        ratio("noopKeyOverRaw", best(NOOP, KEY), raw);
        ratio("noopKeyOverParallelConsumer", best(NOOP, KEY), defaults(NOOP, PARALLEL));
        ratio("noopKeyOverParallelConsumerTuned", best(NOOP, KEY), tuned(NOOP, PARALLEL));
        ratio("io1msOverParallelConsumer", best(IO, KEY), best(IO, PARALLEL));
        ratio(
                "io1msOverParallelConsumerSameConcurrency",
                results.row(IO, KEY + ", 256 at a time"),
                results.row(IO, PARALLEL + ", 256 threads"));
        ratio("retryOverSpring", best(FAILING, TIERS), best(FAILING, SPRING_RETRY));
        ratio("retryHeldOverSpring", best(FAILING, KEY), best(FAILING, SPRING_RETRY));
        seconds("retryCleanSeconds", best(CLEAN, TIERS));
        seconds("retrySeconds", best(FAILING, TIERS));
        seconds("retryHeldCleanSeconds", best(CLEAN, KEY));
        seconds("retryHeldSeconds", best(FAILING, KEY));
        ratio("eosOverStreams", best(COPY, KEY), best(COPY, "Kafka Streams"));
        ratio("eosOverRaw", best(COPY, KEY), best(COPY, "raw transactional loop"));
        results.spread("lateness of a retry", TIERS).ifPresent(late -> put("latenessP99Ms", late.percentile(RARELY)));
        results.spread("start to first record", KEY).ifPresent(start -> put("startMs", start.median()));
        latency();
        growth("growthOfPartitions", "growth of partitions", KEY);
        growth("growthOfPartitionsRaw", "growth of partitions", RAW);
        growth("growthOfKeys", "growth of keys", KEY);
        growth("growthOfKeysRaw", "growth of keys", RAW);
        growth("growthOfWaiting", "growth of waiting records", TIERS);
        best(NOOP, KEY)
                .ifPresent(
                        own -> raw.ifPresent(client -> put("allocationPerRecord", allocated(own) - allocated(client))));
    }

    private void latency() {
        String workload = "latency at half load";
        results.spread(workload, KEY).ifPresent(own -> results.spread(workload, RAW)
                .ifPresent(raw -> put("latencyP99BeyondRawMs", own.percentile(RARELY) - raw.percentile(RARELY))));
    }

    /** CPU time of a record at the last step over that at the first. */
    private void growth(String name, String workload, String contestant) {
        List<Results.Row> steps = results.figures().getOrDefault(workload, Map.of()).values().stream()
                .filter(row -> row.contestant().name().equals(contestant))
                .toList();
        if (!steps.isEmpty()) {
            put(name, cpu(steps.get(steps.size() - 1)) / cpu(steps.get(0)));
        }
    }

    private static double cpu(Results.Row row) {
        return row.spread(Figure::cpuNanos).median();
    }

    private Optional<Results.Row> best(String workload, String name) {
        return best(workload, name, contestant -> true);
    }

    private Optional<Results.Row> defaults(String workload, String name) {
        return best(workload, name, contestant -> contestant.tuning().equals(Contestant.DEFAULTS));
    }

    private Optional<Results.Row> tuned(String workload, String name) {
        return best(workload, name, contestant -> !contestant.tuning().equals(Contestant.DEFAULTS));
    }

    private Optional<Results.Row> best(String workload, String name, Predicate<Contestant> which) {
        return results.figures().getOrDefault(workload, Map.of()).values().stream()
                .filter(row -> row.contestant().name().equals(name))
                .filter(row -> which.test(row.contestant()))
                .max(comparingDouble(row -> row.spread(Figure::perSecond).median()));
    }

    private void ratio(String name, Optional<Results.Row> own, Optional<Results.Row> other) {
        own.ifPresent(row -> other.ifPresent(peer -> put(name, row.over(peer))));
    }

    private void seconds(String name, Optional<Results.Row> row) {
        row.ifPresent(own -> put(name, own.spread(Figure::seconds).median()));
    }

    private static double allocated(Results.Row row) {
        return row.spread(Figure::allocated).median();
    }

    private void put(String name, double value) {
        ratios.put(name, Math.round(value * HUNDREDTHS) / HUNDREDTHS);
    }
}
