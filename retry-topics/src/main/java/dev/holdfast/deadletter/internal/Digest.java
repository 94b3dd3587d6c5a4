package dev.holdfast.deadletter.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a value without showing it.
 *
 * @param sha256 in hexadecimal; empty for null
 * @param length in bytes; -1 for null
 */
public record Digest(String sha256, int length) {
    private static final Digest OF_NULL = new Digest("", -1);

    /**
     * Computes the digest.
     *
     * @param value the value; null for a tombstone
     * @return its digest
     */
    public static Digest of(byte @Nullable [] value) {
        return value == null
                ? OF_NULL
                : new Digest(HexFormat.of().formatHex(algorithm().digest(value)), value.length);
    }

    static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
