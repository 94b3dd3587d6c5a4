package dev.holdfast.retry.internal;

import static dev.holdfast.retry.internal.FailureHeaders.ATTEMPTS;
import static dev.holdfast.retry.internal.FailureHeaders.DUE_AT;
import static dev.holdfast.retry.internal.FailureHeaders.FAILED_AT;
import static dev.holdfast.retry.internal.FailureHeaders.FIRST_FAILED_AT;
import static dev.holdfast.retry.internal.FailureHeaders.GROUP;
import static dev.holdfast.retry.internal.FailureHeaders.HANDLER;
import static dev.holdfast.retry.internal.FailureHeaders.ORIGIN_OFFSET;
import static dev.holdfast.retry.internal.FailureHeaders.ORIGIN_PARTITION;
import static dev.holdfast.retry.internal.FailureHeaders.ORIGIN_TIMESTAMP;
import static dev.holdfast.retry.internal.FailureHeaders.ORIGIN_TOPIC;
import static dev.holdfast.retry.internal.FailureHeaders.REASON;
import static dev.holdfast.retry.internal.FailureHeaders.REDRIVES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads failure headers: each at most once, what is needed present, numbers within bounds. */
public final class TrailReader {
    private static final long LAST_MILLISECOND =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int MOST_ATTEMPTS = 1_000_000;
    private static final Set<String> OURS = Set.copyOf(FailureHeaders.ALL);
    private static final int MOST_DIGITS = 18;

    /** What the decoder puts in place of bytes that are no text. */
    private static final char REPLACEMENT = '\uFFFD';

    /** By name; a record has more than a dozen of them, and looking for each among all cost more than the rest of reading. */
    private final Map<String, String> texts = new HashMap<>();

    private TrailReader(Headers headers) {
        for (Header header : headers) {
            String name = header.key();
            if (OURS.contains(name) && texts.put(name, text(name, header.value())) != null) {
                throw new MalformedHeadersException("the header " + name + " is there twice");
            }
        }
    }

    /**
     * Reads the headers of a record in one of the group's own topics. Numbers out of bounds are brought within them.
     *
     * @param headers the record's headers
     * @return its trail
     * @throws MalformedHeadersException if one is missing, there twice, not text or not a number where it should be
     */
    public static Trail read(Headers headers) {
        return new TrailReader(headers).read();
    }

    private Trail read() {
        Origin origin = new Origin(
                needed(ORIGIN_TOPIC),
                (int) number(needed(ORIGIN_PARTITION), ORIGIN_PARTITION, Integer.MAX_VALUE),
                number(needed(ORIGIN_OFFSET), ORIGIN_OFFSET, Long.MAX_VALUE),
                time(needed(ORIGIN_TIMESTAMP), ORIGIN_TIMESTAMP));
        String due = texts.get(DUE_AT);
        String redrives = texts.get(REDRIVES);
        return new Trail(
                origin,
                (int) number(needed(ATTEMPTS), ATTEMPTS, MOST_ATTEMPTS),
                time(needed(FIRST_FAILED_AT), FIRST_FAILED_AT),
                time(needed(FAILED_AT), FAILED_AT),
                due == null ? null : time(due, DUE_AT),
                needed(GROUP),
                needed(HANDLER),
                failure(),
                redrives == null ? 0 : (int) number(redrives, REDRIVES, MOST_ATTEMPTS));
    }

    private Failure failure() {
        return new Failure(
                needed(REASON),
                orEmpty(FailureHeaders.EXCEPTION_CLASS),
                orEmpty(FailureHeaders.EXCEPTION_MESSAGE),
                orEmpty(FailureHeaders.EXCEPTION_STACKTRACE),
                orEmpty(FailureHeaders.EXCEPTION_FINGERPRINT));
    }

    private String orEmpty(String name) {
        return texts.getOrDefault(name, "");
    }

    private String needed(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new MalformedHeadersException("the header " + name + " is missing");
        }
        return text;
    }

    private static String text(String name, byte @Nullable [] value) {
        if (value == null) {
            throw new MalformedHeadersException("the header " + name + " has no value");
        }
        String text = new String(value, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(name, value);
    }

    private static String strictly(String name, byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedHeadersException("the header " + name + " is not UTF-8 text");
        }
    }

    private static Instant time(String text, String name) {
        return Instant.ofEpochMilli(number(text, name, LAST_MILLISECOND));
    }

    private static long number(String text, String name, long most) {
        if (!isNumber(text)) {
            throw new MalformedHeadersException("the header " + name + " is not a whole number");
        }
        return Math.max(0, Math.min(most, Long.parseLong(text)));
    }

    private static boolean isNumber(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - first;
        return digits >= 1 && digits <= MOST_DIGITS && text.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
    }
}
