package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * A codec can't do its work now, because something that it needs, such as a schema registry, does not answer. It says
 * nothing about the record: the same bytes may be decoded later, so the record is tried again and never given up for it.
 */
public final class CodecUnavailableException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes what is missing.
     *
     * @param message what does not answer, and what was asked of it; never contents of the record
     * @param cause why, or null
     */
    public CodecUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
