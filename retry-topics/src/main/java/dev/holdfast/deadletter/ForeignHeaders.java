package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.Fingerprint;
import dev.holdfast.retry.internal.FailureHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Headers that another framework wrote: texts, numbers as text, numbers as big-endian bytes. */
final class ForeignHeaders {
    private static final int MAX_TEXT_BYTES = 64 * 1024;
    private static final int MAX_REDRIVES = 1_000_000;

    private final Headers headers;

    ForeignHeaders(Headers headers) {
        this.headers = headers;
    }

    /** The last value of a header, since frameworks append. */
    Optional<String> text(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? Optional.empty() : text(header.value());
    }

    /** The first value of a header: what was written when the record failed first. */
    Optional<String> firstText(String name) {
        return first(name).flatMap(ForeignHeaders::text);
    }

    /** The first value of a header as a number in big-endian bytes. */
    Optional<Long> firstNumber(String name) {
        return first(name).flatMap(ForeignHeaders::number);
    }

    /** The last value of a header as a number in big-endian bytes. */
    Optional<Long> number(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? Optional.empty() : number(header.value());
    }

    /** The last value of a header as a number in text. */
    Optional<Long> textNumber(String name) {
        return text(name).flatMap(ForeignHeaders::parsed);
    }

    /** Our own counter, which other frameworks pass on; brought within bounds, as anybody may write it. */
    int redrives() {
        long number = textNumber(FailureHeaders.REDRIVES).orElse(0L);
        return (int) Math.max(0, Math.min(MAX_REDRIVES, number));
    }

    /** The original's headers, with our counter one higher. */
    static Headers redriven(Headers original, int redrives) {
        Headers headers = new RecordHeaders(original);
        headers.remove(FailureHeaders.REDRIVES);
        return headers.add(FailureHeaders.REDRIVES, Integer.toString(redrives).getBytes(StandardCharsets.UTF_8));
    }

    /** All but those that the framework wrote. */
    Headers without(Predicate<String> theirs) {
        RecordHeaders original = new RecordHeaders();
        for (Header header : headers) {
            if (!theirs.test(header.key())) {
                original.add(header);
            }
        }
        return original;
    }

    static Optional<String> fingerprint(Optional<String> exceptionClass, Optional<String> stackTrace) {
        return exceptionClass.map(name -> Fingerprint.of(name, stackTrace.orElse("")));
    }

    private Optional<byte[]> first(String name) {
        for (Header header : headers.headers(name)) {
            byte @Nullable [] value = header.value();
            return value == null ? Optional.empty() : Optional.of(value);
        }
        return Optional.empty();
    }

    private static Optional<String> text(byte @Nullable [] bytes) {
        return bytes == null
                ? Optional.empty()
                : Optional.of(new String(bytes, 0, Math.min(bytes.length, MAX_TEXT_BYTES), StandardCharsets.UTF_8));
    }

    private static Optional<Long> number(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > Long.BYTES) {
            return Optional.empty();
        }
        long number = bytes[0];
        for (int i = 1; i < bytes.length; i++) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return Optional.of(number);
    }

    private static Optional<Long> parsed(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            // Not a number: then nothing is known.
            return Optional.empty();
        }
    }
}
