package dev.holdfast.embeddedregistry;

import org.jspecify.annotations.Nullable;

/** The registry's server can't be started or stopped. */
public final class RegistryServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
