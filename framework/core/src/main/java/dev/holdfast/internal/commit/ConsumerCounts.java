package dev.holdfast.internal.commit;

import java.util.concurrent.atomic.LongAdder;

/** What has happened to one consumer as a whole since start. Thread-safe. */
public final class ConsumerCounts {
    private final LongAdder commits = new LongAdder();
    private final LongAdder aborts = new LongAdder();
    private final LongAdder rebalances = new LongAdder();

    void committed() {
        commits.increment();
    }

    void aborted() {
        aborts.increment();
    }

    /** Partitions were given to the consumer or taken from it. */
    public void rebalanced() {
        rebalances.increment();
    }

    /** Commits that were answered with success. */
    public long commits() {
        return commits.sum();
    }

    /** Transactions that did not commit, for certain or as far as anybody can tell. */
    public long aborts() {
        return aborts.sum();
    }

    /** How often partitions were given or taken. */
    public long rebalances() {
        return rebalances.sum();
    }
}
