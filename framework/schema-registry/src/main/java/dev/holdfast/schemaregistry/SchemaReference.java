package dev.holdfast.schemaregistry;

import java.util.Objects;

/**
 * A schema that another one uses.
 *
 * @param name what the other schema calls it; in Avro, its full name
 * @param subject the subject that it is registered under
 * @param version its version there
 */
public record SchemaReference(String name, String subject, int version) {
    /** Checks that nothing is missing. */
    public SchemaReference {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subject, "subject");
    }
}
