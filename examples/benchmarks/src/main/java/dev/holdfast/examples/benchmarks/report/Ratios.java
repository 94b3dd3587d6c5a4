package dev.holdfast.examples.benchmarks.report;

import dev.holdfast.examples.benchmarks.trial.Figure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ratios that goals are about, under the names that they have in the JSON file. What did not run is missing. */
final class Ratios {
    private static final String NOOP = "no-op";
    private static final String RAW = "raw poll loop, as Holdfast's consumer";
    private static final String PARTITION = "Holdfast PARTITION, defaults";
    private static final String KEY = "Holdfast KEY, defaults";
    private static final double HUNDREDTHS = 100;

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
        ratio("noopPartitionOverRaw", NOOP, PARTITION, RAW);
        ratio("noopKeyOverRaw", NOOP, KEY, RAW);
        allocation();
    }

    private void ratio(String name, String workload, String contestant, String other) {
        Optional<Results.Row> own = results.row(workload, contestant);
        Optional<Results.Row> others = results.row(workload, other);
        if (own.isPresent() && others.isPresent()) {
            put(name, own.get().over(others.get()));
        }
    }

    private void allocation() {
        Optional<Results.Row> own = results.row(NOOP, KEY);
        Optional<Results.Row> raw = results.row(NOOP, RAW);
        if (own.isPresent() && raw.isPresent()) {
            put(
                    "allocationPerRecord",
                    own.get().spread(Figure::allocated).median()
                            - raw.get().spread(Figure::allocated).median());
        }
    }

    private void put(String name, double value) {
        ratios.put(name, Math.round(value * HUNDREDTHS) / HUNDREDTHS);
    }
}
