package dev.holdfast.retry.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Translates between the headers of an original record and those of its copies in the group's own topics. */
public final class FailedRecord {
    private FailedRecord() {}

    /**
     * The headers that the original record had.
     *
     * @param copied the headers of its copy in one of the group's own topics
     * @return new headers, in the original's order
     */
    public static Headers original(Headers copied) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : copied) {
            String name = header.key();
            if (name.startsWith(FailureHeaders.FOREIGN)) {
                String rest = name.substring(FailureHeaders.FOREIGN.length());
                headers.add(new RecordHeader(FailureHeaders.PREFIX + rest, header.value()));
            } else if (!name.startsWith(FailureHeaders.PREFIX)) {
                headers.add(header);
            }
        }
        return headers;
    }

    /**
     * The headers of a copy: those of the original, then one of each of ours.
     *
     * @param original the headers that the original record had
     * @param trail what the copy says of its way
     * @return new headers
     */
    public static Headers copy(Headers original, Trail trail) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : original) {
            String name = header.key();
            if (name.startsWith(FailureHeaders.PREFIX)) {
                String rest = name.substring(FailureHeaders.PREFIX.length());
                headers.add(new RecordHeader(FailureHeaders.FOREIGN + rest, header.value()));
            } else {
                headers.add(header);
            }
        }
        return write(trail, headers);
    }

    private static Headers write(Trail trail, RecordHeaders headers) {
        Origin origin = trail.origin();
        add(headers, FailureHeaders.ORIGIN_TOPIC, origin.topic());
        add(headers, FailureHeaders.ORIGIN_PARTITION, Integer.toString(origin.partition()));
        add(headers, FailureHeaders.ORIGIN_OFFSET, Long.toString(origin.offset()));
        add(headers, FailureHeaders.ORIGIN_TIMESTAMP, milliseconds(origin.timestamp()));
        add(headers, FailureHeaders.ATTEMPTS, Integer.toString(trail.attempts()));
        add(headers, FailureHeaders.FIRST_FAILED_AT, milliseconds(trail.firstFailedAt()));
        add(headers, FailureHeaders.FAILED_AT, milliseconds(trail.failedAt()));
        Optional.ofNullable(trail.dueAt()).ifPresent(due -> add(headers, FailureHeaders.DUE_AT, milliseconds(due)));
        add(headers, FailureHeaders.GROUP, trail.group());
        add(headers, FailureHeaders.HANDLER, trail.handler());
        Failure failure = trail.failure();
        add(headers, FailureHeaders.REASON, failure.reason());
        addUnlessEmpty(headers, FailureHeaders.EXCEPTION_CLASS, failure.exceptionClass());
        addUnlessEmpty(headers, FailureHeaders.EXCEPTION_MESSAGE, failure.message());
        addUnlessEmpty(headers, FailureHeaders.EXCEPTION_STACKTRACE, failure.stackTrace());
        addUnlessEmpty(headers, FailureHeaders.EXCEPTION_FINGERPRINT, failure.fingerprint());
        if (trail.redrives() > 0) {
            add(headers, FailureHeaders.REDRIVES, Integer.toString(trail.redrives()));
        }
        return headers;
    }

    private static String milliseconds(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    private static void addUnlessEmpty(Headers headers, String name, String text) {
        if (!text.isEmpty()) {
            add(headers, name, text);
        }
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
