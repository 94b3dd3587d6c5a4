package dev.holdfast.examples.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All figures of a run, by variant and round. One thread. */
final class Measurements {
    static final String RAW = "raw poll loop";
    static final String PARTITION = "no-op, Order.PARTITION";
    static final String KEY = "no-op, Order.KEY";
    static final String BLOCKING = "1 ms blocking, Order.KEY";

    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();
    private final List<Double> starts = new ArrayList<>();
    private double coldStart;

    void add(String variant, Figure figure) {
        figures.computeIfAbsent(variant, each -> new ArrayList<>()).add(figure);
    }

    void coldStart(double millis) {
        coldStart = millis;
    }

    void start(double millis) {
        starts.add(millis);
    }

    boolean has(String variant) {
        return figures.containsKey(variant);
    }

    boolean hasStarts() {
        return !starts.isEmpty();
    }

    Iterable<String> variants() {
        return figures.keySet();
    }

    Spread perSecond(String variant) {
        return spread(variant, Figure::perSecond);
    }

    Spread cpuNanos(String variant) {
        return spread(variant, Figure::cpuNanos);
    }

    /** Round by round, so that what slows the machine down for a while slows down both. */
    Spread overRaw(String variant) {
        List<Figure> raw = of(RAW);
        List<Figure> other = of(variant);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < other.size(); i++) {
            ratios.add(other.get(i).perSecond() / raw.get(i).perSecond());
        }
        return Spread.of(ratios);
    }

    Spread startMillis() {
        return Spread.of(starts);
    }

    double coldStartMillis() {
        return coldStart;
    }

    private Spread spread(String variant, ToDoubleFunction<Figure> value) {
        return Spread.of(of(variant).stream().mapToDouble(value).boxed().toList());
    }

    private List<Figure> of(String variant) {
        return figures.getOrDefault(variant, List.of());
    }
}
