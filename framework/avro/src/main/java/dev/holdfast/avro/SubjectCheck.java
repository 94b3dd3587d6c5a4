package dev.holdfast.avro;

import dev.holdfast.avroserde.AvroDataException;
import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.avroserde.AvroSchemas;
import dev.holdfast.codec.Codec.Direction;
import dev.holdfast.schemaregistry.CompatibilityReport;
import dev.holdfast.schemaregistry.IncompatibleSchemaException;
import dev.holdfast.schemaregistry.RegisteredSchema;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaNotFoundException;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import dev.holdfast.schemaregistry.SchemaText;
import dev.holdfast.schemaregistry.SubjectNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Compares a schema with a subject's versions. */
final class SubjectCheck {
    private final SchemaLookup lookup;
    private final SchemaRegistryClient registry;
    private final SchemaCheck mode;

    SubjectCheck(SchemaLookup lookup, SchemaCheck mode) {
        this.lookup = lookup;
        this.registry = lookup.client();
        this.mode = mode;
    }

    List<String> check(String topic, AvroFormat format, Direction direction) {
        Optional<Schema> schema = format.schema();
        if (mode == SchemaCheck.NONE || schema.isEmpty()) {
            return List.of();
        }
        String subject = format.subject(topic, schema.get());
        try {
            return direction == Direction.READ ? reading(subject, schema.get()) : writing(subject, schema.get());
        } catch (SchemaRegistryException | AvroDataException e) {
            return List.of("the schema of subject " + subject + " can't be checked: " + e.getMessage());
        }
    }

    /** What can't be read of the versions that there are; a subject that does not exist has none. */
    List<String> reading(String subject, Schema reader) {
        List<Integer> versions;
        try {
            versions = registry.versions(subject);
        } catch (SubjectNotFoundException e) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (int version : versions) {
            RegisteredSchema registered = registry.version(subject, version);
            Schema writer = AvroSchemas.parse(
                    registered.schema(), lookup.references(registered.schema()), subject + " version " + version);
            AvroSchemas.unreadable(reader, writer)
                    .forEach(reason -> problems.add(reader.getFullName() + " can't read version " + version
                            + " of subject " + subject + ": " + reason));
        }
        return problems;
    }

    List<String> writing(String subject, Schema writer) {
        SchemaText text = SchemaText.avro(writer.toString());
        if (mode == SchemaCheck.REGISTER) {
            return registered(subject, writer, text);
        }
        try {
            registry.lookUp(subject, text);
            return List.of();
        } catch (SubjectNotFoundException e) {
            return List.of("there is no subject " + subject + ", which " + writer.getFullName() + " is written to");
        } catch (SchemaNotFoundException e) {
            List<String> problems = new ArrayList<>();
            problems.add(writer.getFullName() + " is not registered in subject " + subject);
            problems.addAll(refusals(subject, writer, text));
            return problems;
        }
    }

    private List<String> registered(String subject, Schema writer, SchemaText text) {
        try {
            registry.register(subject, text);
            return List.of();
        } catch (IncompatibleSchemaException e) {
            List<String> reasons = refusals(subject, writer, text);
            return reasons.isEmpty() ? List.of(refused(subject, writer, String.valueOf(e.getMessage()))) : reasons;
        }
    }

    /** Why the registry would not take a schema: by our own comparison, which names fields, else in its words. */
    List<String> refusals(String subject, Schema schema, SchemaText text) {
        CompatibilityReport report = registry.check(subject, text);
        if (report.compatible()) {
            return List.of();
        }
        List<String> ours = new ArrayList<>(reading(subject, schema));
        if (ours.isEmpty()) {
            report.reasons().forEach(reason -> ours.add(refused(subject, schema, reason)));
        }
        if (ours.isEmpty()) {
            ours.add(refused(subject, schema, "the registry gives no reason"));
        }
        return ours;
    }

    private static String refused(String subject, Schema schema, String reason) {
        return schema.getFullName() + " is incompatible with subject " + subject + ": " + reason;
    }
}
