package dev.holdfast.examples.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What a run has shown.
 *
 * @param options what was asked for
 * @param groups what became of the records in each group
 * @param heap the most MiB of heap in use after a collection
 * @param seconds how long it took
 */
record FuzzReport(FuzzOptions options, List<Outcomes> groups, long heap, long seconds) {
    boolean isClean() {
        return sum(Outcomes::lost) + sum(Outcomes::duplicates) + sum(Outcomes::wrong) == 0;
    }

    /** All figures, in the order in which they are shown; the records count once for each group. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", options.seed());
        figures.put("records", options.records());
        figures.put("groups", groups.size());
        figures.put("seconds", seconds);
        figures.put("heapMiB", heap);
        figures.put("done", sum(Outcomes::done));
        figures.put("deadLetters", sum(Outcomes::deadLettered));
        figures.put("lost", sum(Outcomes::lost));
        figures.put("duplicates", sum(Outcomes::duplicates));
        figures.put("wrong", sum(Outcomes::wrong));
        figures.put("verdict", isClean() ? "clean" : "violated");
        return figures;
    }

    /** The first of what is wrong, in words. */
    List<String> examples() {
        return groups.stream().flatMap(group -> group.examples().stream()).toList();
    }

    private int sum(ToIntFunction<Outcomes> figure) {
        return groups.stream().mapToInt(figure).sum();
    }
}
