package dev.holdfast.examples.benchmarks.report;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.measure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The figures of all runs that count, by workload, contestant and round, and values that are no run's speed. One thread. */
public final class Results {
    private final Map<String, Map<String, Row>> figures = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> series = new LinkedHashMap<>();

    /**
     * All runs of a contestant at a workload.
     *
     * @param contestant who
     * @param figures at least one, by round
     */
    public record Row(Contestant contestant, List<Figure> figures) {
        /**
         * One value of each round.
         *
         * @param value which
         * @return all rounds' values
         */
        public Spread spread(ToDoubleFunction<Figure> value) {
            return Spread.of(figures.stream().mapToDouble(value).boxed().toList());
        }

        /**
         * How many times as fast as another this one is: round by round if both had the same number of rounds, so that
         * what slows the machine down for a while slows down both; otherwise by their medians.
         *
         * @param other who it is compared with
         * @return the ratio
         */
        public double over(Row other) {
            if (figures.size() != other.figures.size()) {
                return spread(Figure::perSecond).median()
                        / other.spread(Figure::perSecond).median();
            }
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < figures.size(); i++) {
                ratios.add(figures.get(i).perSecond() / other.figures.get(i).perSecond());
            }
            return Spread.of(ratios).median();
        }
    }

    /**
     * Adds a run.
     *
     * @param workload what was done
     * @param contestant who did it
     * @param figure what it took
     */
    public void add(String workload, Contestant contestant, Figure figure) {
        figures.computeIfAbsent(workload, each -> new LinkedHashMap<>())
                .computeIfAbsent(contestant.id(), id -> new Row(contestant, new ArrayList<>()))
                .figures()
                .add(figure);
    }

    /**
     * Adds values of a kind of their own, in milliseconds.
     *
     * @param workload what was done
     * @param name who did it, or what it is
     * @param millis the values
     */
    public void addMillis(String workload, String name, List<Double> millis) {
        series.computeIfAbsent(workload, each -> new LinkedHashMap<>())
                .computeIfAbsent(name, each -> new ArrayList<>())
                .addAll(millis);
    }

    /**
     * The runs by workload and contestant.
     *
     * @return in the order in which they were first added
     */
    public Map<String, Map<String, Row>> figures() {
        return figures;
    }

    /**
     * The other values by workload and name, in milliseconds.
     *
     * @return in the order in which they were first added
     */
    public Map<String, Map<String, List<Double>>> millis() {
        return series;
    }

    /**
     * The runs of one contestant.
     *
     * @param workload what was done
     * @param id who did it
     * @return empty if it did not run
     */
    public Optional<Row> row(String workload, String id) {
        return Optional.ofNullable(figures.getOrDefault(workload, Map.of()).get(id));
    }

    /**
     * Values that are no run's speed.
     *
     * @param workload what was done
     * @param name who did it, or what it is
     * @return empty if there are none
     */
    public Optional<Spread> spread(String workload, String name) {
        return Optional.ofNullable(series.getOrDefault(workload, Map.of()).get(name))
                .map(Spread::of);
    }
}
