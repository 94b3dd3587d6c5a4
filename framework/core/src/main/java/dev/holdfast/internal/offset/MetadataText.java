package dev.holdfast.internal.offset;

import org.jspecify.annotations.Nullable;

/**
 * Bytes as text with 15 bits in each character.
 *
 * <p>The broker limits commit metadata to 4,096 UTF-16 characters, not bytes (observed: 4,096 characters of three bytes
 * each are accepted, 4,097 refused), so this holds two and a half times as much as Base64. Characters are taken from
 * U+4E00 to U+CDFF, a range of 32,768 without surrogates.
 */
final class MetadataText {
    private static final int BITS = 15;
    private static final int FIRST = 0x4E00;

    private MetadataText() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * Byte.SIZE + BITS - 1) / BITS);
        int buffer = 0;
        int filled = 0;
        for (byte b : bytes) {
            buffer = (buffer << Byte.SIZE) | (b & 0xFF);
            filled += Byte.SIZE;
            if (filled >= BITS) {
                filled -= BITS;
                text.append((char) (FIRST + ((buffer >>> filled) & 0x7FFF)));
            }
        }
        if (filled > 0) {
            text.append((char) (FIRST + ((buffer << (BITS - filled)) & 0x7FFF)));
        }
        return text.toString();
    }

    /** Decodes characters from a position on; returns null if one of them is not of the alphabet. */
    static byte @Nullable [] decode(String text, int from) {
        byte[] bytes = new byte[(text.length() - from) * BITS / Byte.SIZE];
        int buffer = 0;
        int filled = 0;
        int next = 0;
        for (int i = from; i < text.length(); i++) {
            int value = text.charAt(i) - FIRST;
            if (value < 0 || value > 0x7FFF) {
                return null;
            }
            buffer = (buffer << BITS) | value;
            filled += BITS;
            while (filled >= Byte.SIZE && next < bytes.length) {
                filled -= Byte.SIZE;
                bytes[next++] = (byte) (buffer >>> filled);
            }
        }
        return bytes;
    }
}
