package dev.holdfast.retry.internal.held;

import java.nio.ByteBuffer;

/** The key of an entry of the held topic: what it is, and the source offset that it is about. */
record EntryKey(char kind, long offset) {
    static final char PAYLOAD = 'P';
    static final char SCHEDULE = 'S';

    /** What came of a command; the offset is that of the command. In the commands' own topic: a command. */
    static final char COMMAND = 'C';

    private static final int LENGTH = 1 + Long.BYTES;

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).put((byte) kind).putLong(offset).array();
    }

    static EntryKey read(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new CorruptEntryException("an entry of the held topic has a key of " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new EntryKey((char) buffer.get(), buffer.getLong());
    }
}
