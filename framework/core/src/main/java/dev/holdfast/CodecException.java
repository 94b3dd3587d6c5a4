package dev.holdfast;

import org.jspecify.annotations.Nullable;

/** Bytes could not be turned into a value, or a value into bytes. Never retried: the same bytes fail again. */
public final class CodecException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes a failure of a codec.
     *
     * @param message what could not be done, naming the type but never the contents
     * @param cause the codec's own exception, or null
     */
    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
