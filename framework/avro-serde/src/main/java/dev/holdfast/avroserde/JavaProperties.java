package dev.holdfast.avroserde;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Takes {@code avro.java.string} out of a schema, which says nothing to anybody but Java. Used once. */
final class JavaProperties {
    private final Map<String, Schema> records = new HashMap<>();

    private JavaProperties() {}

    static Schema without(Schema schema) {
        return new JavaProperties().copy(schema);
    }

    private Schema copy(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> withProperties(Schema.create(Schema.Type.STRING), schema);
            case ARRAY -> withProperties(Schema.createArray(copy(schema.getElementType())), schema);
            case MAP -> withProperties(Schema.createMap(copy(schema.getValueType())), schema);
            case UNION ->
                Schema.createUnion(schema.getTypes().stream().map(this::copy).toList());
            case RECORD -> {
                Schema known = records.get(schema.getFullName());
                yield known == null ? copyRecord(schema) : known;
            }
            default -> schema;
        };
    }

    private Schema copyRecord(Schema schema) {
        Schema copy = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), schema.isError());
        records.put(schema.getFullName(), copy);
        List<Schema.Field> fields = schema.getFields().stream()
                .map(field -> new Schema.Field(field, copy(field.schema())))
                .toList();
        copy.setFields(fields);
        schema.getAliases().forEach(copy::addAlias);
        return withProperties(copy, schema);
    }

    private static <P extends JsonProperties> P withProperties(P copy, JsonProperties from) {
        from.getObjectProps().forEach((name, value) -> {
            if (!name.equals(GenericData.STRING_PROP)) {
                copy.addProp(name, value);
            }
        });
        return copy;
    }
}
