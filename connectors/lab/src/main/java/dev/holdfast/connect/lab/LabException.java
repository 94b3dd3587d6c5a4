package dev.holdfast.connect.lab;

import org.jspecify.annotations.Nullable;

/** Thrown when something can't be started, stopped or asked; the message says what to do or where to look. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message what happened
     */
    public LabException(String message) {
        super(message);
    }

    /**
     * Creates one with its cause.
     *
     * @param message what happened
     * @param cause why
     */
    public LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
