package dev.holdfast.codec;

import dev.holdfast.CodecException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * Well-formed UTF-8 only.
 *
 * <p>The JDK's fast conversions never fail but put U+FFFD or '?' where they could not convert. So only a result that
 * holds one of these is looked at again, by the slow conversion that tells a replacement from the real character.
 */
final class TextCodec implements Codec<String> {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public byte[] encode(String topic, Headers headers, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return contains(bytes, (byte) '?') ? encodeStrictly(value) : bytes;
    }

    @Override
    public String decode(String topic, Headers headers, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            checkStrictly(bytes);
        }
        return text;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static byte[] encodeStrictly(String value) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(value));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new CodecException("a string of " + value.length() + " chars has half a surrogate pair", e);
        }
    }

    private static void checkStrictly(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new CodecException(bytes.length + " bytes are not well-formed UTF-8 text", e);
        }
    }
}
