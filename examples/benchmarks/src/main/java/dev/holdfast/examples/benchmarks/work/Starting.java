package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.ParallelConsumerPeer;
import dev.holdfast.examples.benchmarks.peer.Raw;
import dev.holdfast.examples.benchmarks.peer.SpringPeer;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Source;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** From the moment at which a new group is started until its handler is called, on a topic that is there. */
public final class Starting implements Workload {
    /** The name of the workload. */
    public static final String NAME = "start to first record";

    private static final int RECORDS = 10_000;
    private static final int BYTES = 100;

    /** Creates the workload. */
    public Starting() {}

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        Source source = stage.fill("started", RECORDS, RECORDS, Keys.TURNS, BYTES);
        List<Contestant> contestants = List.of(
                Raw.tuned(),
                HoldfastPeer.defaults(Order.KEY),
                SpringPeer.records(),
                ParallelConsumerPeer.defaults(ProcessingOrder.KEY));
        for (int round = 1 - stage.scale().warmUps(); round <= stage.scale().rounds(); round++) {
            for (Contestant contestant : contestants) {
                double millis = stage.trial().start(contestant, source);
                if (round >= 1) {
                    stage.millis(NAME, contestant.name(), List.of(millis));
                }
            }
        }
    }
}
