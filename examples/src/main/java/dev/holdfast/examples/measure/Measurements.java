package dev.holdfast.examples.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All figures of a run, by variant and round. One thread. */
final class Measurements {
    static final String RAW = "raw poll loop";
    static final String PARTITION = "no-op, Order.PARTITION";
    static final String KEY = "no-op, Order.KEY";
    static final String BLOCKING = "1 ms blocking, Order.KEY";
    static final String CLEAN = "a retry topic, nothing fails";
    static final String FAILING_5 = "a retry topic, 5 % fail once";
    static final String COPY_RAW = "exactly once, raw transactional loop";
    static final String COPY_STREAMS = "exactly once, Kafka Streams";
    static final String COPY = "exactly once, Order.KEY";
    static final int FAILING_RECORDS = 100_000;

    /** What a variant is compared with. */
    static final Map<String, String> PEER = Map.of(PARTITION, RAW, KEY, RAW, COPY_STREAMS, COPY_RAW, COPY, COPY_RAW);

    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();
    private final List<Double> starts = new ArrayList<>();
    private final List<Double> lateness = new ArrayList<>();
    private KilledCoordinator.@Nullable Waits outage;
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

    void lateness(List<Double> millis) {
        lateness.addAll(millis);
    }

    void outage(KilledCoordinator.Waits waits) {
        outage = waits;
    }

    Optional<KilledCoordinator.Waits> outage() {
        return Optional.ofNullable(outage);
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
    Spread ratio(String variant, String peer) {
        List<Figure> peers = of(peer);
        List<Figure> own = of(variant);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i).perSecond() / peers.get(i).perSecond());
        }
        return Spread.of(ratios);
    }

    /** Seconds that the failing records' topic took, from its first record to its last. */
    double seconds(String variant) {
        return FAILING_RECORDS / perSecond(variant).median();
    }

    boolean hasLateness() {
        return !lateness.isEmpty();
    }

    Spread lateness() {
        return Spread.of(lateness);
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
