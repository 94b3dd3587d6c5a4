package dev.holdfast.internal.offset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * A bit map as the lengths of its runs, beginning with a run of zeros, each as an unsigned variable-length integer.
 *
 * <p>Short for the usual maps, in which a few old offsets are missing from a long run of done ones.
 */
final class RunLengths {
    private RunLengths() {}

    /** Encodes a map; gives up, returning {@code limit} bytes or more, when it would not be shorter than the limit. */
    static byte[] encode(BitSet map, int limit) {
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        int at = 0;
        while (at < map.length() && runs.size() < limit) {
            int begin = map.nextSetBit(at);
            int end = map.nextClearBit(begin);
            writeVarint(runs, begin - at);
            writeVarint(runs, end - begin);
            at = end;
        }
        return runs.toByteArray();
    }

    static BitSet decode(byte[] runs) {
        BitSet map = new BitSet(OffsetRing.WINDOW);
        ByteBuffer lengths = ByteBuffer.wrap(runs);
        int at = 0;
        boolean set = false;
        while (lengths.hasRemaining()) {
            int end = at + readVarint(lengths);
            if (end < at || end > OffsetRing.WINDOW) {
                throw new IllegalArgumentException("runs reach beyond the window");
            }
            if (set) {
                map.set(at, end);
            }
            at = end;
            set = !set;
        }
        return map;
    }

    private static int readVarint(ByteBuffer from) {
        int value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            byte b = from.get();
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a run's length is too long");
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
