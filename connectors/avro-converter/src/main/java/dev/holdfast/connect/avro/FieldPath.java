package dev.holdfast.connect.avro;

import org.apache.kafka.connect.errors.DataException;

/**
 * A place in a value, for messages.
 *
 * @param text such as {@code order.lines[].price}; empty for the whole value
 */
record FieldPath(String text) {
    static final FieldPath WHOLE = new FieldPath("");

    FieldPath field(String name) {
        return new FieldPath(text.isEmpty() ? name : text + "." + name);
    }

    FieldPath items() {
        return new FieldPath(text + "[]");
    }

    FieldPath keys() {
        return new FieldPath(text + "{key}");
    }

    FieldPath values() {
        return new FieldPath(text + "{}");
    }

    /** What is thrown about this place; the message must not show values. */
    DataException failure(String what) {
        return new DataException((text.isEmpty() ? "the value " : "field '" + text + "' ") + what);
    }
}
