package dev.holdfast.retry.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text within a bound of bytes. */
final class Utf8Text {
    private Utf8Text() {}

    /** The longest beginning whose UTF-8 form has at most so many bytes; no character is cut in two. */
    static String atMost(String text, int bytes) {
        if ((long) text.length() * 3 <= bytes) {
            return text;
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer from = CharBuffer.wrap(text);
        encoder.encode(from, ByteBuffer.allocate(bytes), true);
        return text.substring(0, from.position());
    }
}
