package dev.holdfast.schemaregistry;

import java.util.List;
import java.util.Objects;

/**
 * A schema as registries keep it.
 *
 * @param type {@code AVRO}, {@code JSON} or {@code PROTOBUF}
 * @param text the schema in its own language
 * @param references the schemas that it uses
 */
public record SchemaText(String type, String text, List<SchemaReference> references) {
    /** The type of Avro schemas, which is the protocol's default. */
    public static final String AVRO = "AVRO";

    /** Copies the references. */
    public SchemaText {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
        references = List.copyOf(references);
    }

    /**
     * An Avro schema that uses no others.
     *
     * @param text the schema as JSON
     * @return the schema
     */
    public static SchemaText avro(String text) {
        return new SchemaText(AVRO, text, List.of());
    }
}
