package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.Raw;
import dev.holdfast.examples.benchmarks.peer.StreamsPeer;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Source;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** One record in, one out, exactly once; until all offsets are committed. */
public final class Copying implements Workload {
    /** The name of the workload. */
    public static final String NAME = "one in, one out, exactly once";

    private static final int KEYS = 10_000;
    private static final int BYTES = 100;
    private static final int PROCESSORS = 2;

    /** Creates the workload. */
    public Copying() {}

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        Source source = stage.fill("copied", stage.scale().records() / 2, KEYS, Keys.UNIFORM, BYTES);
        stage.rounds(
                NAME,
                List.of(
                        Raw.transactions(),
                        HoldfastPeer.copying(Order.KEY),
                        StreamsPeer.threads(PROCESSORS),
                        StreamsPeer.defaults()),
                contestant -> stage.trial().copy(contestant, source));
    }
}
