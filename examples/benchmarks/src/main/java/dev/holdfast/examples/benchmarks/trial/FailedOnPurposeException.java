package dev.holdfast.examples.benchmarks.trial;

/** A failure that the work asks for. */
public final class FailedOnPurposeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedOnPurposeException() {
        super("a failure to measure with");
    }
}
