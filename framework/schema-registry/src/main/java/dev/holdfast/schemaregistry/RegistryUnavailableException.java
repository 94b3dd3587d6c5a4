package dev.holdfast.schemaregistry;

import org.jspecify.annotations.Nullable;

/**
 * No registry answered: none could be reached, or they failed (5xx), or what answered was no registry, or an answer is still
 * to come. It may pass, and says nothing about schemas.
 */
public final class RegistryUnavailableException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, int status, @Nullable Throwable cause) {
        super(message, status, 0, cause);
    }
}
