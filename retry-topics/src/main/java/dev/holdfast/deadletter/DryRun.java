package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.PartitionLog;

/** Counts what would be done. */
record DryRun(Progress progress) implements Batches {
    @Override
    public void add(Pending pending, PartitionLog log) {
        progress.done(pending.letter());
    }

    @Override
    public void flush(PartitionLog log) {}

    @Override
    public int size() {
        return 0;
    }
}
