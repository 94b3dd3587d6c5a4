package dev.holdfast.avroserde;

import dev.holdfast.schemaregistry.RegisteredSchema;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaText;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Avro schemas as the registry has them. */
final class RegisteredSchemas {
    private final SchemaLookup lookup;
    private final AvroConfig config;

    RegisteredSchemas(SchemaLookup lookup, AvroConfig config) {
        this.lookup = lookup;
        this.config = config;
    }

    Schema schema(int id) {
        if (id < 0) {
            throw new AvroDataException("there are no schemas with a negative id");
        }
        return parsed(lookup.schema(id), "schema " + id);
    }

    /** Finds or makes the id that values of a schema are written with. */
    WritePlan plan(String topic, Schema schema, AvroModel model) {
        String subject = config.subject(topic, schema);
        if (config.is("auto.register.schemas")) {
            return plan(lookup.register(subject, text(schema)), schema, model);
        }
        return config.is("use.latest.version")
                ? latest(subject, schema, model)
                : plan(lookup.id(subject, text(schema)), schema, model);
    }

    private WritePlan latest(String subject, Schema schema, AvroModel model) {
        RegisteredSchema latest = lookup.latest(subject);
        Schema registered = parsed(latest.schema(), subject + " version " + latest.version());
        if (SchemaNormalization.toParsingForm(registered).equals(SchemaNormalization.toParsingForm(schema))) {
            return plan(latest.id(), schema, model);
        }
        if (config.is("latest.compatibility.strict")) {
            List<String> reasons = SchemaDifferences.between(registered, schema);
            if (!reasons.isEmpty()) {
                throw new AvroDataException(subject + " version " + latest.version()
                        + " can't read what is written here: " + String.join("; ", reasons));
            }
        }
        return new WritePlan(latest.id(), schema, model.writer(schema), registered);
    }

    private static WritePlan plan(int id, Schema schema, AvroModel model) {
        return new WritePlan(id, schema, model.writer(schema), null);
    }

    private SchemaText text(Schema schema) {
        return SchemaText.avro(
                (config.is("avro.remove.java.properties") ? JavaProperties.without(schema) : schema).toString());
    }

    private Schema parsed(SchemaText text, String what) {
        return AvroSchemas.parse(text, lookup.references(text), what);
    }
}
