package dev.holdfast.schemaregistry;

/** The registry does not understand the schema, or refuses a value (status 422). */
public final class InvalidSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    InvalidSchemaException(String message, int status, int errorCode) {
        super(message, status, errorCode, null);
    }
}
