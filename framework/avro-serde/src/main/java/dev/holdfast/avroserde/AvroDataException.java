package dev.holdfast.avroserde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes are not Avro of the wanted type, or a value is not what its schema says. It will not pass. Has no cause, since Avro's
 * own messages show values.
 */
public final class AvroDataException extends SerializationException {
    private static final long serialVersionUID = 1L;

    AvroDataException(String message) {
        super(message);
    }

    /** The kind of a failure that may tell contents. */
    static AvroDataException because(String what, Throwable failure) {
        if (failure instanceof AvroDataException known) {
            return known;
        }
        return new AvroDataException(what + ": " + failure.getClass().getName());
    }
}
