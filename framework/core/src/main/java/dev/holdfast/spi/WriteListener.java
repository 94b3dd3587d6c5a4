package dev.holdfast.spi;

/** Follows what becomes of the writes of a {@link Disposition.Done}. */
@FunctionalInterface
public interface WriteListener {
    /**
     * The writes were handed over: whatever is handed over for the lane from now on is written after them, and never
     * committed without them. Called once by the thread that settled the record, before a later record of its key is
     * admitted. {@link #committed} may already have been called by then.
     */
    default void handedOver() {}

    /**
     * All is durable, and the record counts as done. Called at most once, by the committing thread; not if the lane was
     * closed before.
     *
     * @param offsets where the disposition's own writes stand in their partitions, in their order; -1 where that is not
     *     known, which is so for all of them without transactions
     */
    void committed(long[] offsets);
}
