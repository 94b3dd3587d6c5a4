package dev.holdfast;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler that can't handle a record, now or later. It is not retried. */
public final class RejectedRecordException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * Rejects the record.
     *
     * @param reason why, for logs and failure headers
     */
    public RejectedRecordException(String reason) {
        this(reason, null);
    }

    /**
     * Rejects the record.
     *
     * @param reason why, for logs and failure headers
     * @param cause the exception that showed it, or null
     */
    public RejectedRecordException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
