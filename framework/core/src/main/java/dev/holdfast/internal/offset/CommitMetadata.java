package dev.holdfast.internal.offset;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * What stands beside a committed offset: which offsets beyond it are done, and whose commit this is.
 *
 * @param identity the partition that the commit belongs to
 * @param offset the offset that the commit belongs to
 * @param partitionsAtStart how many partitions the topic had when the group first read it
 * @param guard how the partition was left
 * @param beyond bit i stands for offset + i; the offsets that are done; not changed afterwards
 * @param note what an extension wants to find again; at most {@link #MAX_NOTE} bytes from position 0 on
 */
public record CommitMetadata(
        PartitionIdentity identity, long offset, int partitionsAtStart, Guard guard, BitSet beyond, ByteBuffer note) {
    /** The most bytes that a note may have. */
    public static final int MAX_NOTE = 64;

    /** The same with another guard. */
    public CommitMetadata with(Guard other) {
        return new CommitMetadata(identity, offset, partitionsAtStart, other, beyond, note);
    }
}
