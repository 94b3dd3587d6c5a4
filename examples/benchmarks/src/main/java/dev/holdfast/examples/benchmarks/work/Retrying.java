package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.Order;
import dev.holdfast.examples.benchmarks.peer.HoldfastPeer;
import dev.holdfast.examples.benchmarks.peer.SpringRetryPeer;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.FailingOnce;
import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.benchmarks.trial.Keys;
import dev.holdfast.examples.benchmarks.trial.Source;
import dev.holdfast.examples.benchmarks.trial.Tally;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A handler whose records are tried again a second after they fail; until all are handled and committed. */
public final class Retrying implements Workload {
    /** The name of the workload in which nothing fails. */
    public static final String CLEAN = "retries after 1 s, nothing fails";

    /** The name of the workload in which one record in ten fails once. */
    public static final String FAILING = "retries after 1 s, 10 % fail once";

    private static final int RECORDS = 100_000;
    private static final int KEYS = 10_000;
    private static final int BYTES = 100;

    /** Creates the workload. */
    public Retrying() {}

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        Source source = stage.fill("retried", RECORDS, KEYS, Keys.TURNS, BYTES);
        List<Contestant> own = List.of(HoldfastPeer.retrying(Order.KEY_UNTIL_RETRY), HoldfastPeer.retrying(Order.KEY));
        stage.rounds(CLEAN, own, contestant -> stage.trial()
                .handleAndCommit(contestant, source, (Tally tally) -> tally::handled));
        stage.rounds(FAILING, own, contestant -> failing(stage, contestant, source));
        peers(stage, source);
    }

    /** They take minutes, and are as warm at the end of them as they will ever be. */
    private static void peers(Stage stage, Source source) throws ExecutionException, InterruptedException {
        List<Contestant> peers = stage.scale().quick()
                ? List.of(SpringRetryPeer.threads(Stage.PARTITIONS))
                : List.of(SpringRetryPeer.threads(Stage.PARTITIONS), SpringRetryPeer.defaults());
        for (Contestant peer : peers) {
            stage.once(FAILING, peer, contestant -> failing(stage, contestant, source));
        }
    }

    private static Figure failing(Stage stage, Contestant contestant, Source source)
            throws ExecutionException, InterruptedException {
        return stage.trial().handleAndCommit(contestant, source, tally -> new FailingOnce(tally, source));
    }
}
