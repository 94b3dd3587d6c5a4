package dev.holdfast.schemaregistry;

/** There is no such version of the subject (error 40402). */
public final class VersionNotFoundException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    VersionNotFoundException(String message, int status, int errorCode) {
        super(message, status, errorCode, null);
    }
}
