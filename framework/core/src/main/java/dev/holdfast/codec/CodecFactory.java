package dev.holdfast.codec;

import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Finds the codec of a type. Factories are asked in the order in which they were given to the application, the
 * built-in one ({@link Codecs#kafkaTypes()}) first; the first that answers wins.
 */
@FunctionalInterface
public interface CodecFactory {
    /** The part of a record that a codec is asked for. */
    enum Part {
        /** The record's key. */
        KEY,
        /** The record's value. */
        VALUE
    }

    /**
     * Looks for the codec of a type.
     *
     * @param type the Java type, generic arguments included
     * @param part whether it stands in keys or in values
     * @return the codec; empty for "not mine"
     */
    Optional<Codec<?>> codec(Type type, Part part);
}
