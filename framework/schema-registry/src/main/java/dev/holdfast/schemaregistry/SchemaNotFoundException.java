package dev.holdfast.schemaregistry;

/** There is no schema of this id, or the subject does not have this schema (error 40403). */
public final class SchemaNotFoundException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    SchemaNotFoundException(String message, int status, int errorCode) {
        super(message, status, errorCode, null);
    }
}
