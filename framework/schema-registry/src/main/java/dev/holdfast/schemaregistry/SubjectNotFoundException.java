package dev.holdfast.schemaregistry;

/** There is no such subject (error 40401). */
public final class SubjectNotFoundException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    SubjectNotFoundException(String message, int status, int errorCode) {
        super(message, status, errorCode, null);
    }
}
