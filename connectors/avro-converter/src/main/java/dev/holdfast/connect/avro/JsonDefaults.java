package dev.holdfast.connect.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Defaults as Avro's schemas hold them: JSON, as the Java objects that Avro takes and gives for it. */
final class JsonDefaults {
    private JsonDefaults() {}

    /** Throws {@link ClassCastException} if a value is not of its schema. */
    static Object toJson(Schema schema, @Nullable Object value) {
        if (value == null) {
            return JsonProperties.NULL_VALUE;
        }
        return switch (schema.type()) {
            case INT8 -> ((Byte) value).intValue();
            case INT16 -> ((Short) value).intValue();
            case BYTES -> new String(bytes(schema, value), StandardCharsets.ISO_8859_1);
            case ARRAY ->
                ((Collection<?>) value)
                        .stream()
                                .map(each -> toJson(schema.valueSchema(), each))
                                .toList();
            case MAP -> mapToJson(schema, (Map<?, ?>) value);
            case STRUCT -> structToJson(schema, (Struct) value);
            default -> logicalToJson(schema, value);
        };
    }

    /** As Confluent's converter has the default of a field: floats with the digits of a double. */
    static Object widened(Object json) {
        if (json instanceof Float number) {
            return number.doubleValue();
        }
        if (json instanceof List<?> list) {
            return list.stream().map(JsonDefaults::widened).toList();
        }
        if (json instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, value) -> copy.put(name, widened(value)));
            return copy;
        }
        return json;
    }

    private static Object logicalToJson(Schema schema, Object value) {
        if (!(value instanceof java.util.Date date)) {
            return value;
        }
        return switch (schema.name()) {
            case Date.LOGICAL_NAME -> Date.fromLogical(schema, date);
            case Time.LOGICAL_NAME -> Time.fromLogical(schema, date);
            default -> Timestamp.fromLogical(schema, date);
        };
    }

    private static byte[] bytes(Schema schema, Object value) {
        if (value instanceof BigDecimal decimal) {
            return Decimal.fromLogical(schema, decimal);
        }
        if (value instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    private static Object mapToJson(Schema schema, Map<?, ?> map) {
        if (ToAvroSchema.hasTextKeys(schema)) {
            Map<String, Object> json = new LinkedHashMap<>();
            map.forEach((key, each) -> json.put((String) key, toJson(schema.valueSchema(), each)));
            return json;
        }
        List<Object> json = new ArrayList<>();
        map.forEach((key, each) -> json.add(
                Map.of(Names.KEY, toJson(schema.keySchema(), key), Names.VALUE, toJson(schema.valueSchema(), each))));
        return json;
    }

    private static Object structToJson(Schema schema, Struct struct) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            json.put(field.name(), toJson(field.schema(), struct.get(field)));
        }
        return json;
    }

    /** Throws {@link ClassCastException} if the JSON is not of the schema. */
    static @Nullable Object fromJson(Schema schema, @Nullable Object json) {
        if (json == null || json == JsonProperties.NULL_VALUE) {
            return null;
        }
        return switch (schema.type()) {
            case INT8 -> ((Number) json).byteValue();
            case INT16 -> ((Number) json).shortValue();
            case INT32 -> int32(schema, ((Number) json).intValue());
            case INT64 ->
                Timestamp.LOGICAL_NAME.equals(schema.name())
                        ? Timestamp.toLogical(schema, ((Number) json).longValue())
                        : (Object) ((Number) json).longValue();
            // What JSON has no numbers for stands there as text.
            case FLOAT32 -> Float.valueOf(json.toString());
            case FLOAT64 -> Double.valueOf(json.toString());
            case BYTES -> bytesFromJson(schema, json);
            case ARRAY ->
                copied((Collection<?>) json).stream()
                        .map(each -> fromJson(schema.valueSchema(), each))
                        .toList();
            case MAP -> mapFromJson(schema, json);
            case STRUCT -> structFromJson(schema, (Map<?, ?>) json);
            case STRING -> json.toString();
            case BOOLEAN -> (Boolean) json;
        };
    }

    private static Object int32(Schema schema, int number) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (name) {
            case Date.LOGICAL_NAME -> Date.toLogical(schema, number);
            case Time.LOGICAL_NAME -> Time.toLogical(schema, number);
            default -> number;
        };
    }

    private static Object bytesFromJson(Schema schema, Object json) {
        byte[] bytes = json instanceof byte[] array ? array : json.toString().getBytes(StandardCharsets.ISO_8859_1);
        return Decimal.LOGICAL_NAME.equals(schema.name()) ? Decimal.toLogical(schema, bytes) : ByteBuffer.wrap(bytes);
    }

    private static Object mapFromJson(Schema schema, Object json) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> object) {
            object.forEach((key, each) -> map.put(key.toString(), fromJson(schema.valueSchema(), each)));
        } else {
            for (Object entry : (Collection<?>) json) {
                Map<?, ?> pair = (Map<?, ?>) entry;
                map.put(
                        fromJson(schema.keySchema(), pair.get(Names.KEY)),
                        fromJson(schema.valueSchema(), pair.get(Names.VALUE)));
            }
        }
        return map;
    }

    private static Struct structFromJson(Schema schema, Map<?, ?> json) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, fromJson(field.schema(), json.get(field.name())));
        }
        return struct;
    }

    private static List<?> copied(Collection<?> json) {
        return new ArrayList<>(json);
    }
}
