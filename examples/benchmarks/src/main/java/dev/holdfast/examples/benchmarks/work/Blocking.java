package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.ParallelConsumerPeer;
import dev.holdfast.examples.benchmarks.peer.SpringPeer;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.RecordHandler;
import dev.holdfast.examples.benchmarks.trial.Source;
import dev.holdfast.examples.benchmarks.trial.Tally;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** A handler that blocks its thread for a while, as a call over a network does. */
public final class Blocking implements Workload {
    /** The workload that goals are about: one millisecond. */
    public static final Blocking MILLISECOND = new Blocking(Duration.ofMillis(1), 100_000);

    /** Ten of them. */
    public static final Blocking TEN = new Blocking(Duration.ofMillis(10), 50_000);

    private static final int KEYS = 2_000;
    private static final int BYTES = 100;
    private static final int FEW = 256;
    private static final int MANY = 1_000;

    /** So much less for those with few threads. */
    private static final int SLOWER = 2;

    private final Duration time;
    private final int records;

    private Blocking(Duration time, int records) {
        this.time = time;
        this.records = records;
    }

    /**
     * The name of the workload.
     *
     * @return the time in it
     */
    public String name() {
        return time.toMillis() + " ms of I/O";
    }

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        String topic = "blocking-" + time.toMillis();
        Source source = stage.fill(topic, records, KEYS, Keys.UNIFORM, BYTES);
        Source small = stage.fill(topic + "-slow", records / SLOWER, KEYS, Keys.UNIFORM, BYTES);
        stage.rounds(name(), contestants(), contestant -> stage.trial()
                .handle(contestant, contestant.slow() ? small : source, this::handler));
    }

    private static List<Contestant> contestants() {
        return List.of(
                ParallelConsumerPeer.concurrent(ProcessingOrder.KEY, FEW),
                ParallelConsumerPeer.concurrent(ProcessingOrder.KEY, MANY),
                HoldfastPeer.concurrent(Order.KEY, FEW),
                HoldfastPeer.concurrent(Order.KEY, MANY),
                ParallelConsumerPeer.defaults(ProcessingOrder.KEY).slowly(),
                HoldfastPeer.defaults(Order.KEY).slowly(),
                SpringPeer.records(Stage.PARTITIONS).slowly());
    }

    private RecordHandler handler(Tally tally) {
        long nanos = time.toNanos();
        return value -> {
            long until = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            tally.handled(value);
        };
    }
}
