package dev.holdfast.schemaregistry;

/** The registry refused the request for another reason: rights (401, 403), or what it does not support. */
public final class RegistryRefusedException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    RegistryRefusedException(String message, int status, int errorCode) {
        super(message, status, errorCode, null);
    }
}
