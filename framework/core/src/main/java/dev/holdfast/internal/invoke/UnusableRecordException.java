package dev.holdfast.internal.invoke;

import dev.holdfast.spi.Verdict;
import org.jspecify.annotations.Nullable;

/** A record that can't be given to its handler: another attempt would see the same bytes. */
final class UnusableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String text;

    UnusableRecordException(String reason, String text, @Nullable Throwable cause) {
        // Without a stack trace: a topic full of such records would pay for each, and the place is in the text.
        super(text, cause, false, false);
        this.reason = reason;
        this.text = text;
    }

    Verdict.Failed verdict() {
        return new Verdict.Failed(Verdict.Kind.PERMANENT, reason, getCause(), text, null);
    }
}
