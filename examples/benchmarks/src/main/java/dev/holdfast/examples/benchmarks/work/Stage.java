package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.examples.benchmarks.report.Results;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.benchmarks.trial.Filling;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Source;
import dev.holdfast.examples.benchmarks.trial.Trial;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.measure.Bench;
import dev.holdfast.examples.measure.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** Where workloads are run: the broker, the results, and the order of rounds. */
public final class Stage {
    static final int PARTITIONS = 8;
    private static final int RARELY = 99;

    private final long begin = System.nanoTime();
    private final Bench bench;
    private final Scale scale;
    private final Screen screen;
    private final Results results = new Results();
    private final Trial trial;
    private final Filling filling;

    /**
     * Creates a stage.
     *
     * @param bench where the broker is
     * @param scale how much is done
     * @param screen where progress is told
     */
    public Stage(Bench bench, Scale scale, Screen screen) {
        this.bench = bench;
        this.scale = scale;
        this.screen = screen;
        this.trial = new Trial(bench);
        this.filling = new Filling(bench);
    }

    /**
     * All figures until now.
     *
     * @return what workloads add to
     */
    public Results results() {
        return results;
    }

    Bench bench() {
        return bench;
    }

    Scale scale() {
        return scale;
    }

    Trial trial() {
        return trial;
    }

    Source fill(String topic, int records, int keyCount, Keys keys, int bytes)
            throws ExecutionException, InterruptedException {
        return fill(new Source(topic, PARTITIONS, records, keyCount), keys, bytes);
    }

    Source fill(Source source, Keys keys, int bytes) throws ExecutionException, InterruptedException {
        return filling.fill(source, keys, bytes);
    }

    void append(Source source, Keys keys, int bytes) {
        filling.append(source, keys, bytes);
    }

    void say(String format, Object... values) {
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        screen.say(String.format(Locale.ROOT, "%4d s  ", seconds) + String.format(Locale.ROOT, format, values));
    }

    /** One run of one contestant. */
    @FunctionalInterface
    interface Turn {
        Figure run(Contestant contestant) throws ExecutionException, InterruptedException;
    }

    /** Within a round each contestant has its turn; the first rounds only warm up. */
    void rounds(String workload, List<Contestant> contestants, Turn turn)
            throws ExecutionException, InterruptedException {
        for (int round = 1 - scale.warmUps(); round <= scale.rounds(); round++) {
            for (Contestant contestant : contestants) {
                boolean slow = contestant.slow();
                if (round <= scale.roundsOf(slow) && round >= 1 - scale.warmUpsOf(slow)) {
                    run(workload, round, contestant, turn);
                }
            }
        }
    }

    /** A single run that counts, without another one before it. */
    void once(String workload, Contestant contestant, Turn turn) throws ExecutionException, InterruptedException {
        run(workload, 1, contestant, turn);
    }

    /** Values that are no run's speed. */
    void millis(String workload, String name, List<Double> millis) {
        Spread spread = Spread.of(millis);
        say("%s: %s: median %.1f ms, p99 %.1f ms", workload, name, spread.median(), spread.percentile(RARELY));
        results.addMillis(workload, name, millis);
    }

    private void run(String workload, int round, Contestant contestant, Turn turn)
            throws ExecutionException, InterruptedException {
        Figure figure = turn.run(contestant);
        say(
                "%s, %s: %s: %,.0f/s, %,.0f ns CPU",
                workload,
                round < 1 ? "warm-up" : "round " + round,
                contestant.id(),
                figure.perSecond(),
                figure.cpuNanos());
        if (round >= 1) {
            results.add(workload, contestant, figure);
        }
    }
}
