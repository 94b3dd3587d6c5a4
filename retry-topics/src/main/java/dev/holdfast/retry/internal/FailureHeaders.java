package dev.holdfast.retry.internal;

import java.util.List;

/**
 * The headers that a failed record carries in a group's own topics. Their names are API. All values are UTF-8 text;
 * times are milliseconds since 1970.
 *
 * <p>They count only when they are read from a topic that belongs to the group: anyone may put them on a record of any
 * other topic. There they are a stranger's and travel under {@link #FOREIGN}.
 */
public final class FailureHeaders {
    /** What all of them begin with. */
    public static final String PREFIX = "holdfast-";

    /** What replaces {@link #PREFIX} in the names of headers that the original record had. */
    public static final String FOREIGN = PREFIX + "foreign-";

    /** The topic that the record was first read from. */
    public static final String ORIGIN_TOPIC = PREFIX + "origin-topic";

    /** Its partition there. */
    public static final String ORIGIN_PARTITION = PREFIX + "origin-partition";

    /** Its offset there. */
    public static final String ORIGIN_OFFSET = PREFIX + "origin-offset";

    /** Its timestamp there. */
    public static final String ORIGIN_TIMESTAMP = PREFIX + "origin-timestamp";

    /** How many attempts were made; those before a redrive don't count. */
    public static final String ATTEMPTS = PREFIX + "attempts";

    /** When the record failed first. */
    public static final String FIRST_FAILED_AT = PREFIX + "first-failed-at";

    /** When it failed last. */
    public static final String FAILED_AT = PREFIX + "failed-at";

    /** When it is to be tried again; not in dead letters. */
    public static final String DUE_AT = PREFIX + "due-at";

    /** The consumer group in which it failed. */
    public static final String GROUP = PREFIX + "group";

    /** The id of the handler that failed. */
    public static final String HANDLER = PREFIX + "handler";

    /** Why it is where it is, in one of few words. */
    public static final String REASON = PREFIX + "reason";

    /** The class of the exception, if there was one. */
    public static final String EXCEPTION_CLASS = PREFIX + "exception-class";

    /** The message of the exception, or what the handler gave as the reason; at most 1 KiB. */
    public static final String EXCEPTION_MESSAGE = PREFIX + "exception-message";

    /** The stack trace, at most 8 KiB; in dead letters only. */
    public static final String EXCEPTION_STACKTRACE = PREFIX + "exception-stacktrace";

    /** What failures of one kind have in common. */
    public static final String EXCEPTION_FINGERPRINT = PREFIX + "exception-fingerprint";

    /** How often the record came back from the dead letters; absent for never. */
    public static final String REDRIVES = PREFIX + "redrives";

    /** All names. */
    public static final List<String> ALL = List.of(
            ORIGIN_TOPIC,
            ORIGIN_PARTITION,
            ORIGIN_OFFSET,
            ORIGIN_TIMESTAMP,
            ATTEMPTS,
            FIRST_FAILED_AT,
            FAILED_AT,
            DUE_AT,
            GROUP,
            HANDLER,
            REASON,
            EXCEPTION_CLASS,
            EXCEPTION_MESSAGE,
            EXCEPTION_STACKTRACE,
            EXCEPTION_FINGERPRINT,
            REDRIVES);

    private FailureHeaders() {}
}
