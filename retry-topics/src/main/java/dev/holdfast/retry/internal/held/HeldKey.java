package dev.holdfast.retry.internal.held;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The key of a held record as bytes. A record without a key is a key of its own: nothing waits behind it. */
final class HeldKey {
    private final byte @Nullable [] bytes;
    private final long offset;
    private final int hash;

    private HeldKey(byte @Nullable [] bytes, long offset) {
        this.bytes = bytes;
        this.offset = offset;
        this.hash = bytes == null ? Long.hashCode(offset) : Arrays.hashCode(bytes);
    }

    /**
     * The key of a record.
     *
     * @param bytes the record's key, not changed afterwards; null for none
     * @param offset the record's offset
     */
    static HeldKey of(byte @Nullable [] bytes, long offset) {
        return new HeldKey(bytes, bytes == null ? offset : -1);
    }

    /** The key's bytes; null if the record has none. */
    byte @Nullable [] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeldKey key && offset == key.offset && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
