package dev.holdfast.avroserde;

import dev.holdfast.schemaregistry.SchemaText;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Parses what a registry keeps, and finds the schemas of Java types. */
public final class AvroSchemas {
    private AvroSchemas() {}

    /**
     * Parses a schema.
     *
     * @param text the schema
     * @param references the schemas that it uses, each after those that it needs itself
     * @param what which one it is, for the message
     * @return the schema
     * @throws AvroDataException if it is not Avro
     */
    public static Schema parse(SchemaText text, List<SchemaText> references, String what) {
        if (!text.type().equals(SchemaText.AVRO)) {
            throw new AvroDataException(what + " is not of type AVRO but " + text.type());
        }
        // Not stricter about defaults than those who registered it were.
        Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
        try {
            references.forEach(reference -> parser.parse(reference.text()));
            return parser.parse(text.text());
        } catch (AvroRuntimeException | StackOverflowError e) {
            throw AvroDataException.because(what + " can't be parsed", e);
        }
    }

    /**
     * The schema of a Java type: a generated class's own, else as {@link AvroFormat#java} maps it.
     *
     * @param type the class
     * @return its schema
     * @throws IllegalArgumentException if it can't be mapped; the message names the place
     */
    public static Schema of(Class<?> type) {
        return SpecificModel.isSpecific(type) ? new SpecificModel(type, false).schema() : new JavaModel(type).schema();
    }

    /**
     * Compares a schema with one that records were written in.
     *
     * @param reader how records are to be read
     * @param writer how they were written
     * @return why they can't be, a sentence with the name of the field each; empty if they can
     */
    public static List<String> unreadable(Schema reader, Schema writer) {
        return SchemaDifferences.between(reader, writer);
    }
}
