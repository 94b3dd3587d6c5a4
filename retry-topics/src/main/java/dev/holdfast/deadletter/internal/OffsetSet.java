package dev.holdfast.deadletter.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * Offsets of one partition, a bit each: half a kibibyte for 4,096 offsets in which at least one is in the set. A map of
 * objects would need a hundred times as much for a topic with millions of dead letters.
 */
final class OffsetSet {
    private static final int CHUNK_BITS = 12;
    private static final int WORDS = 1 << (CHUNK_BITS - 6);
    private static final long WITHIN = (1L << CHUNK_BITS) - 1;

    private final Map<Long, long[]> chunks = new HashMap<>();

    void add(long offset) {
        chunks.computeIfAbsent(offset >>> CHUNK_BITS, chunk -> new long[WORDS])[word(offset)] |= bit(offset);
    }

    void remove(long offset) {
        long[] chunk = chunks.get(offset >>> CHUNK_BITS);
        if (chunk != null) {
            chunk[word(offset)] &= ~bit(offset);
        }
    }

    boolean contains(long offset) {
        long[] chunk = chunks.get(offset >>> CHUNK_BITS);
        return chunk != null && (chunk[word(offset)] & bit(offset)) != 0;
    }

    private static int word(long offset) {
        return (int) ((offset & WITHIN) >>> 6);
    }

    private static long bit(long offset) {
        return 1L << (offset & 63);
    }
}
