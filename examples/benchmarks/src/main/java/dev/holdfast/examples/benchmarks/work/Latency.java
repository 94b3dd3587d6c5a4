package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.ParallelConsumerPeer;
import dev.holdfast.examples.benchmarks.peer.Raw;
import dev.holdfast.examples.benchmarks.peer.SpringPeer;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.benchmarks.trial.OpenLoop;
import dev.holdfast.examples.benchmarks.trial.Source;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * How long a record takes from when it should have been sent until its handler is called, at half the speed of the slowest
 * at the no-op.
 */
public final class Latency implements Workload {
    /** The name of the workload. */
    public static final String NAME = "latency at half load";

    /** If there was no no-op to find out which speed is half of the slowest one's. */
    private static final double OTHERWISE = 5_000;

    private static final int KEYS = 10_000;
    private static final int SECONDS = 8;
    private static final int WARM_UP_SECONDS = 3;

    /** Creates the workload. */
    public Latency() {}

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        int rate = (int) (slowest(stage) / 2);
        List<Contestant> contestants = List.of(
                Raw.tuned(),
                HoldfastPeer.defaults(Order.KEY),
                SpringPeer.records(),
                ParallelConsumerPeer.defaults(ProcessingOrder.KEY));
        for (Contestant contestant : contestants) {
            once(stage, contestant, rate, WARM_UP_SECONDS);
        }
        for (Contestant contestant : contestants) {
            List<Double> millis = once(stage, contestant, rate, SECONDS);
            stage.millis(NAME, contestant.name(), millis);
        }
    }

    private static List<Double> once(Stage stage, Contestant contestant, int rate, int seconds)
            throws ExecutionException, InterruptedException {
        String topic = stage.bench().newGroup("latency");
        Source source = new Source(topic, Stage.PARTITIONS, rate * seconds, KEYS);
        return new OpenLoop(stage.bench(), rate).millis(contestant, source);
    }

    private static double slowest(Stage stage) {
        return stage.results().figures().getOrDefault(Noop.NAME, Map.of()).values().stream()
                .mapToDouble(row -> row.spread(Figure::perSecond).median())
                .min()
                .orElse(2 * OTHERWISE);
    }
}
