package dev.holdfast.retry.internal;

import dev.holdfast.spi.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;

/** Describes a verdict within the bounds of the headers. */
public final class FailureReader {
    private static final int MOST_CLASS = 512;
    private static final int MOST_MESSAGE = 1024;
    private static final int MOST_STACK_TRACE = 8 * 1024;

    private FailureReader() {}

    /**
     * Describes a failure after which a record is tried again. Printing a stack trace costs more than all the rest of it, and
     * only dead letters have one.
     *
     * @param failed the verdict
     * @return the description, without a stack trace
     */
    public static Failure toBeTriedAgain(Verdict.Failed failed) {
        return describe(failed, failed.reason(), "");
    }

    /**
     * Describes the failure that ends a record.
     *
     * @param failed the verdict
     * @param reason why the record is where it will be
     * @return the description, with a stack trace
     */
    static Failure last(Verdict.Failed failed, String reason) {
        Throwable cause = failed.cause();
        return describe(failed, reason, cause == null ? "" : Utf8Text.atMost(stackTrace(cause), MOST_STACK_TRACE));
    }

    private static Failure describe(Verdict.Failed failed, String reason, String stackTrace) {
        Throwable cause = failed.cause();
        if (cause == null) {
            return new Failure(
                    reason,
                    "",
                    Utf8Text.atMost(failed.message(), MOST_MESSAGE),
                    "",
                    Fingerprint.of(failed.reason(), failed.message()));
        }
        return new Failure(
                reason,
                Utf8Text.atMost(cause.getClass().getName(), MOST_CLASS),
                Utf8Text.atMost(message(cause, failed), MOST_MESSAGE),
                stackTrace,
                Fingerprint.of(cause));
    }

    /** A foreign exception's own methods may fail, too, and that must not cost the record. */
    private static String message(Throwable cause, Verdict.Failed failed) {
        try {
            return Objects.requireNonNullElse(cause.getMessage(), failed.message());
        } catch (RuntimeException e) {
            return failed.message() + " (its message can't be read: "
                    + e.getClass().getName() + ")";
        }
    }

    private static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        try {
            cause.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) {
            text.append("its stack trace can't be read: ").append(e.getClass().getName());
        }
        return text.toString();
    }
}
