package dev.holdfast.schemaregistry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a schema refers to, each schema after those that it needs. Used once. */
final class ReferenceWalk {
    private static final int MOST = 1_000;

    private final SchemaRegistryClient client;
    private final Map<SchemaReference, SchemaText> found = new LinkedHashMap<>();
    private int asked;

    ReferenceWalk(SchemaRegistryClient client) {
        this.client = client;
    }

    List<SchemaText> of(SchemaText schema) {
        walk(schema);
        return List.copyOf(found.values());
    }

    private void walk(SchemaText schema) {
        for (SchemaReference reference : schema.references()) {
            if (found.containsKey(reference)) {
                continue;
            }
            // Also ends a circle, which no registry should have taken.
            if (++asked > MOST) {
                throw new InvalidSchemaException("a schema refers to more than " + MOST + " others", 0, 0);
            }
            SchemaText text =
                    client.version(reference.subject(), reference.version()).schema();
            walk(text);
            found.put(reference, text);
        }
    }
}
