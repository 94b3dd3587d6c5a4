package dev.holdfast.schemaregistry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Schemas as the protocol's JSON. */
final class SchemaBodies {
    private SchemaBodies() {}

    static String request(SchemaText schema) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", schema.text());
        if (!schema.type().equals(SchemaText.AVRO)) {
            body.put("schemaType", schema.type());
        }
        if (!schema.references().isEmpty()) {
            ArrayNode references = body.putArray("references");
            schema.references().forEach(reference -> references
                    .addObject()
                    .put("name", reference.name())
                    .put("subject", reference.subject())
                    .put("version", reference.version()));
        }
        return body.toString();
    }

    static SchemaText schema(JsonNode body) {
        List<SchemaReference> references = new ArrayList<>();
        body.path("references")
                .forEach(reference -> references.add(new SchemaReference(
                        required(reference, "name").asText(),
                        required(reference, "subject").asText(),
                        required(reference, "version").asInt())));
        String type = body.path("schemaType").asText(SchemaText.AVRO);
        return new SchemaText(type, required(body, "schema").asText(), references);
    }

    static RegisteredSchema registered(JsonNode body) {
        return new RegisteredSchema(
                required(body, "subject").asText(),
                required(body, "version").asInt(),
                required(body, "id").asInt(),
                schema(body));
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    static JsonNode required(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new RegistryUnavailableException(
                    "the answer has no '" + field + "', so no registry gave it", 0, null);
        }
        return value;
    }
}
