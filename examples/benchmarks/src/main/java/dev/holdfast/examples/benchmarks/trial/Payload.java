package dev.holdfast.examples.benchmarks.trial;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What is in a record's value: its place in the order of writing, its key, the time it should have been sent at, filling. */
public final class Payload {
    /** The least that fits. */
    public static final int LEAST_BYTES = 24;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int KEY_AT = 8;
    private static final int SENT_AT = 16;

    private Payload() {}

    static byte[] key(int key) {
        byte[] bytes = new byte[Long.BYTES];
        LONG.set(bytes, 0, (long) key);
        return bytes;
    }

    static byte[] value(int sequence, int key, long sentAt, int bytes) {
        byte[] value = new byte[bytes];
        LONG.set(value, 0, (long) sequence);
        LONG.set(value, KEY_AT, (long) key);
        LONG.set(value, SENT_AT, sentAt);
        return value;
    }

    static int sequence(byte[] value) {
        return (int) (long) LONG.get(value, 0);
    }

    static int keyOf(byte[] value) {
        return (int) (long) LONG.get(value, KEY_AT);
    }

    static long sentAt(byte[] value) {
        return (long) LONG.get(value, SENT_AT);
    }
}
