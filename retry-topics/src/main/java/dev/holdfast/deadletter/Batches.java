package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.PartitionLog;

/** Takes what is to be done, in the order of the dead letters, and does it in portions. */
interface Batches {
    void add(Pending pending, PartitionLog log);

    /** Does what was added and not done yet. */
    void flush(PartitionLog log);

    /** How many were added and not done yet. */
    int size();
}
