package dev.holdfast.retry.internal;

import dev.holdfast.HoldfastException;

/** The failure headers of a record in one of the group's own topics can't be understood. */
public final class MalformedHeadersException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    MalformedHeadersException(String message) {
        super(message, null);
    }
}
