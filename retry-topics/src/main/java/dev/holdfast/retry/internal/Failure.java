package dev.holdfast.retry.internal;

import java.util.Objects;

/**
 * What went wrong, as text within the bounds of the headers. Empty text is "there is none".
 *
 * @param reason in one of few words, such as {@code retries-exhausted}
 * @param exceptionClass the class of the exception
 * @param message its message, or what the handler gave as the reason
 * @param stackTrace its stack trace
 * @param fingerprint what failures of one kind have in common
 */
public record Failure(String reason, String exceptionClass, String message, String stackTrace, String fingerprint) {
    /** Checks that nothing is null. */
    public Failure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(exceptionClass, "exceptionClass");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(stackTrace, "stackTrace");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /**
     * The same without a stack trace.
     *
     * @return the failure
     */
    public Failure withoutStackTrace() {
        return new Failure(reason, exceptionClass, message, "", fingerprint);
    }

    /**
     * The same without a message.
     *
     * @return the failure
     */
    public Failure withoutMessage() {
        return new Failure(reason, exceptionClass, "", stackTrace, fingerprint);
    }
}
