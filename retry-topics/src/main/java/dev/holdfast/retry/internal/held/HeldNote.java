package dev.holdfast.retry.internal.held;

import java.nio.ByteBuffer;

/**
 * What is committed with the source's offset: whether anything is held, and from where on the held partition has to be read.
 *
 * @param held whether anything may be held
 * @param restoreFrom the offset in the held partition; 0 for its beginning
 * @param commandsFrom the offset in the commands' partition of the first one that is not known to be done; what is held from
 *     {@code restoreFrom} on may know of more
 */
record HeldNote(boolean held, long restoreFrom, long commandsFrom) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 2 + 2 * Long.BYTES;

    /** Reads a note; empty is that of a partition that was never noted, of which anything may be held. */
    static HeldNote read(byte[] bytes) {
        if (bytes.length == 0) {
            return new HeldNote(false, 0, 0);
        }
        if (bytes.length != LENGTH || bytes[1] != VERSION) {
            throw new CorruptEntryException("the note in the source's commit is of another version");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new HeldNote(bytes[0] != 0, buffer.getLong(2), buffer.getLong(2 + Long.BYTES));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) (held ? 1 : 0)) // first, as the engine looks at it
                .put(VERSION)
                .putLong(restoreFrom)
                .putLong(commandsFrom)
                .array();
    }
}
