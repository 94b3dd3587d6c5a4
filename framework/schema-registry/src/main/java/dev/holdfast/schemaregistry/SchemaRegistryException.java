package dev.holdfast.schemaregistry;

import org.jspecify.annotations.Nullable;

/** The root of everything that the client of a schema registry throws. Messages never contain credentials. */
public abstract class SchemaRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    SchemaRegistryException(String message, int status, int errorCode, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return the status; 0 if there was no answer
     */
    public int status() {
        return status;
    }

    /**
     * The protocol's own code, such as 40403.
     *
     * @return the code; 0 if the answer had none
     */
    public int errorCode() {
        return errorCode;
    }

    /**
     * Whether asking again later may help.
     *
     * @return true if this says nothing about the schema that was asked for
     */
    public boolean mayPass() {
        return this instanceof RegistryUnavailableException || this instanceof RegistryRefusedException;
    }
}
