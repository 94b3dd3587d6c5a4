package dev.holdfast.avroserde;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Collects a value behind its frame. Encoders hand over small values in one piece, which then is copied once, into an array
 * of the right length.
 */
final class FramedBytes extends OutputStream {
    private static final byte[] NONE = new byte[0];

    private final int id;
    private byte[] bytes = NONE;
    private int size = Frame.LENGTH;

    FramedBytes(int id) {
        this.id = id;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        int needed = Math.addExact(size, length);
        if (bytes.length == 0) {
            bytes = new byte[needed];
        } else if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size = needed;
    }

    /** Frame and value; the array may be this object's own. */
    byte[] toByteArray() {
        byte[] all = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
        Frame.write(id, all);
        return all;
    }
}
