package dev.holdfast.retry.internal.held;

import dev.holdfast.HoldfastException;

/** What stands in a held topic can't be what this application wrote there; its partition must not go on. */
final class CorruptEntryException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /** With what a person needs to know; no contents of records. */
    CorruptEntryException(String message) {
        super(message, null);
    }
}
