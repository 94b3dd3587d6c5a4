package dev.holdfast;

import org.jspecify.annotations.Nullable;

/** The root of everything that Holdfast throws. Messages never contain keys, values or headers of records. */
public abstract class HoldfastException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For subclasses.
     *
     * @param message what happened and where
     * @param cause why, or null
     */
    protected HoldfastException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
