package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.ParallelConsumerPeer;
import dev.holdfast.examples.benchmarks.peer.Raw;
import dev.holdfast.examples.benchmarks.peer.SpringPeer;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Source;
import dev.holdfast.examples.benchmarks.trial.Tally;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A handler that does nothing but tell that it was called: what is measured is what everybody else does. */
public final class Noop implements Workload {
    /** The name of the workload that goals are about: 100 bytes, 10,000 keys. */
    public static final String NAME = "no-op";

    private static final int BATCH = 500;
    private static final int PROCESSORS = 2;

    private final String name;
    private final int keyCount;
    private final Keys keys;
    private final int bytes;

    private Noop(String name, int keyCount, Keys keys, int bytes) {
        this.name = name;
        this.keyCount = keyCount;
        this.keys = keys;
        this.bytes = bytes;
    }

    /**
     * Records of 100 bytes with 10,000 keys.
     *
     * @return the workload
     */
    public static Noop essential() {
        return new Noop(NAME, 10_000, Keys.UNIFORM, 100);
    }

    /**
     * Larger records, fewer keys, and keys of which some are frequent.
     *
     * @return the workloads
     */
    public static List<Noop> others() {
        return List.of(
                new Noop(NAME + ", 1 KB", 10_000, Keys.UNIFORM, 1_000),
                new Noop(NAME + ", 1,000 keys", 1_000, Keys.UNIFORM, 100),
                new Noop(NAME + ", Zipf", 10_000, Keys.ZIPF, 100));
    }

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        String topic = name.replaceAll("[^a-zA-Z0-9]+", "-");
        Source source = stage.fill(topic, stage.scale().records(), keyCount, keys, bytes);
        Source small = stage.fill(topic + "-slow", stage.scale().slowRecords(), keyCount, keys, bytes);
        stage.rounds(name, contestants(), contestant -> stage.trial()
                .handle(contestant, contestant.slow() ? small : source, (Tally tally) -> tally::handled));
    }

    private static List<Contestant> contestants() {
        return List.of(
                Raw.tuned(),
                Raw.defaults(),
                HoldfastPeer.defaults(Order.PARTITION),
                HoldfastPeer.defaults(Order.KEY),
                SpringPeer.records(),
                SpringPeer.batches(),
                ParallelConsumerPeer.defaults(ProcessingOrder.KEY),
                ParallelConsumerPeer.batches(ProcessingOrder.KEY, BATCH, PROCESSORS),
                ParallelConsumerPeer.batches(ProcessingOrder.UNORDERED, BATCH, PROCESSORS));
    }
}
