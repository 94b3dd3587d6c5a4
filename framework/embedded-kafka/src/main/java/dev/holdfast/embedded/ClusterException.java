package dev.holdfast.embedded;

import org.jspecify.annotations.Nullable;

/** Thrown when a cluster can't be started, changed or asked; the message names the broker and, for a process, its log. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
