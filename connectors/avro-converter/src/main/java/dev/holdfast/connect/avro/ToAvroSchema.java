package dev.holdfast.connect.avro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Makes the Avro schema that stands for a Connect schema. Used once, for one schema. */
final class ToAvroSchema {
    private static final int DEFAULT_PRECISION = 64;

    private final ConverterConfig config;
    private final Map<String, org.apache.avro.Schema> named = new HashMap<>();
    private final List<org.apache.avro.Schema> entries = new ArrayList<>();
    private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int anonymous;

    private ToAvroSchema(ConverterConfig config) {
        this.config = config;
    }

    /** Throws {@link org.apache.kafka.connect.errors.DataException} if there is none. */
    static org.apache.avro.Schema of(Schema connect, ConverterConfig config) {
        return new ToAvroSchema(config).convert(connect, FieldPath.WHOLE);
    }

    /** Maps with such keys are Avro's; others are arrays of entries. */
    static boolean hasTextKeys(Schema map) {
        return map.keySchema().type() == Schema.Type.STRING && !map.keySchema().isOptional();
    }

    private org.apache.avro.Schema convert(Schema connect, FieldPath at) {
        if (!open.add(connect)) {
            throw at.failure("is of a schema that contains itself");
        }
        try {
            if (Names.UNION.equals(connect.name()) && connect.type() == Schema.Type.STRUCT) {
                return union(connect, at);
            }
            org.apache.avro.Schema present = present(connect, at);
            if (!connect.isOptional()) {
                return present;
            }
            // A default must be of the first branch.
            org.apache.avro.Schema none = org.apache.avro.Schema.create(org.apache.avro.Schema.Type.NULL);
            return connect.defaultValue() == null
                    ? org.apache.avro.Schema.createUnion(none, present)
                    : org.apache.avro.Schema.createUnion(present, none);
        } catch (AvroRuntimeException | ClassCastException | IllegalArgumentException e) {
            throw at.failure("has a schema that Avro has no place for: " + e.getMessage());
        } finally {
            open.remove(connect);
        }
    }

    private org.apache.avro.Schema union(Schema connect, FieldPath at) {
        if (connect.defaultValue() != null) {
            throw at.failure("is a union with a default");
        }
        List<org.apache.avro.Schema> branches = new ArrayList<>();
        if (connect.isOptional()) {
            branches.add(org.apache.avro.Schema.create(org.apache.avro.Schema.Type.NULL));
        }
        connect.fields().forEach(field -> branches.add(present(field.schema(), at.field(field.name()))));
        return org.apache.avro.Schema.createUnion(branches);
    }

    /** What is there if it is not null. */
    private org.apache.avro.Schema present(Schema connect, FieldPath at) {
        org.apache.avro.Schema base = base(connect, at);
        if (config.metadata()) {
            describe(base, connect);
        }
        addLogicalType(base, connect, at);
        parameters(connect).forEach((name, value) -> {
            if (name.startsWith(Names.COPIED)) {
                base.addProp(name, value);
            }
        });
        return switch (base.getType()) {
            case RECORD, ENUM, FIXED -> onlyOneOfItsName(base, at);
            default -> base;
        };
    }

    private org.apache.avro.Schema base(Schema connect, FieldPath at) {
        return switch (connect.type()) {
            case INT8, INT16, INT32 -> org.apache.avro.Schema.create(org.apache.avro.Schema.Type.INT);
            case INT64 -> org.apache.avro.Schema.create(org.apache.avro.Schema.Type.LONG);
            case FLOAT32 -> org.apache.avro.Schema.create(org.apache.avro.Schema.Type.FLOAT);
            case FLOAT64 -> org.apache.avro.Schema.create(org.apache.avro.Schema.Type.DOUBLE);
            case BOOLEAN -> org.apache.avro.Schema.create(org.apache.avro.Schema.Type.BOOLEAN);
            case STRING ->
                isEnum(connect)
                        ? enumeration(connect)
                        : org.apache.avro.Schema.create(org.apache.avro.Schema.Type.STRING);
            case BYTES ->
                connect.name() != null && parameters(connect).containsKey(Names.FIXED_SIZE)
                        ? fixed(connect)
                        : org.apache.avro.Schema.create(org.apache.avro.Schema.Type.BYTES);
            case ARRAY -> org.apache.avro.Schema.createArray(convert(connect.valueSchema(), at.items()));
            case MAP ->
                hasTextKeys(connect)
                        ? org.apache.avro.Schema.createMap(convert(connect.valueSchema(), at.values()))
                        : org.apache.avro.Schema.createArray(entry(connect, at));
            case STRUCT -> struct(connect, at);
        };
    }

    private org.apache.avro.Schema struct(Schema connect, FieldPath at) {
        Map<String, String> parameters = parameters(connect);
        org.apache.avro.Schema record =
                record(connect.name(), nextAnonymous(connect), parameters.get(Names.RECORD_DOC));
        List<org.apache.avro.Schema.Field> fields = new ArrayList<>();
        for (Field field : connect.fields()) {
            fields.add(field(
                    field.name(),
                    field.schema(),
                    parameters.get(Names.FIELD_DOC + field.name()),
                    at.field(field.name())));
        }
        record.setFields(fields);
        return record;
    }

    private String nextAnonymous(Schema connect) {
        if (connect.name() != null) {
            return "";
        }
        anonymous++;
        return anonymous == 1 ? Names.ANONYMOUS : Names.ANONYMOUS + anonymous;
    }

    private org.apache.avro.Schema.Field field(String name, Schema connect, @Nullable String doc, FieldPath at) {
        org.apache.avro.Schema schema = convert(connect, at);
        Object initial = connect.defaultValue() != null
                ? JsonDefaults.widened(JsonDefaults.toJson(connect, connect.defaultValue()))
                : connect.isOptional() ? JsonProperties.NULL_VALUE : null;
        return new org.apache.avro.Schema.Field(name, schema, doc, initial);
    }

    /** Entries of maps that have the same types share a name; what has others needs another one. */
    private org.apache.avro.Schema entry(Schema map, FieldPath at) {
        org.apache.avro.Schema.Field key = field(Names.KEY, map.keySchema(), null, at.keys());
        org.apache.avro.Schema.Field value = field(Names.VALUE, map.valueSchema(), null, at.values());
        if (map.name() == null) {
            Optional<org.apache.avro.Schema> known = entries.stream()
                    .filter(entry -> entry.getFields().equals(List.of(key, value)))
                    .findFirst();
            if (known.isPresent()) {
                return known.get();
            }
        }
        String simple = entries.isEmpty() ? Names.MAP_ENTRY : Names.MAP_ENTRY + (entries.size() + 1);
        org.apache.avro.Schema entry = record(map.name(), simple, null);
        if (map.name() != null || !entries.isEmpty()) {
            entry.addProp(Names.INTERNAL_TYPE, Names.MAP_ENTRY);
        }
        entry.setFields(List.of(key, value));
        if (map.name() == null) {
            entries.add(entry);
        }
        return onlyOneOfItsName(entry, at);
    }

    private static org.apache.avro.Schema record(@Nullable String name, String otherwise, @Nullable String doc) {
        if (name == null) {
            return org.apache.avro.Schema.createRecord(otherwise, doc, Names.NAMESPACE, false);
        }
        int dot = name.lastIndexOf('.');
        return org.apache.avro.Schema.createRecord(
                Names.simple(name), doc, dot < 0 ? null : name.substring(0, dot), false);
    }

    /** Avro allows one schema of a name. */
    private org.apache.avro.Schema onlyOneOfItsName(org.apache.avro.Schema schema, FieldPath at) {
        org.apache.avro.Schema known = named.putIfAbsent(schema.getFullName(), schema);
        if (known != null && !known.equals(schema)) {
            throw at.failure("has the name " + schema.getFullName() + " of another field with another schema");
        }
        return known == null ? schema : known;
    }

    private boolean isEnum(Schema connect) {
        return config.enhanced() && parameters(connect).containsKey(Names.ENUM);
    }

    private static org.apache.avro.Schema enumeration(Schema connect) {
        Map<String, String> parameters = parameters(connect);
        String name = parameters.getOrDefault(Names.ENUM, "");
        int dot = name.lastIndexOf('.');
        List<String> symbols = parameters.keySet().stream()
                .filter(parameter -> parameter.startsWith(Names.ENUM_SYMBOL))
                .map(parameter -> parameter.substring(Names.ENUM_SYMBOL.length()))
                .toList();
        return org.apache.avro.Schema.createEnum(
                Names.simple(name),
                parameters.get(Names.ENUM_DOC + Names.simple(name)),
                dot < 0 ? null : name.substring(0, dot),
                symbols,
                parameters.get(Names.ENUM_DEFAULT + Names.simple(name)));
    }

    private static org.apache.avro.Schema fixed(Schema connect) {
        String name = connect.name();
        int dot = name.lastIndexOf('.');
        return org.apache.avro.Schema.createFixed(
                Names.simple(name),
                null,
                dot < 0 ? null : name.substring(0, dot),
                Integer.parseInt(parameters(connect).getOrDefault(Names.FIXED_SIZE, "")));
    }

    private static void describe(org.apache.avro.Schema base, Schema connect) {
        if (connect.doc() != null) {
            base.addProp(Names.DOC, connect.doc());
        }
        if (connect.version() != null) {
            base.addProp(Names.VERSION, connect.version());
        }
        Map<String, String> kept = new TreeMap<>(parameters(connect));
        // Avro's schema says these by itself.
        kept.keySet()
                .removeIf(name -> name.equals(Names.RECORD_DOC)
                        || name.startsWith(Names.FIELD_DOC)
                        || name.equals(Names.FIELD_DEFAULT)
                        || name.equals(Names.FIXED_SIZE)
                        || name.startsWith(Names.COPIED)
                        || (base.getType() == org.apache.avro.Schema.Type.ENUM && name.startsWith(Names.NAMESPACE)));
        if (!kept.isEmpty()) {
            base.addProp(Names.PARAMETERS, kept);
        }
        if (connect.defaultValue() != null && !parameters(connect).containsKey(Names.FIELD_DEFAULT)) {
            base.addProp(Names.DEFAULT, JsonDefaults.toJson(connect, connect.defaultValue()));
        }
        if (connect.name() != null) {
            base.addProp(Names.NAME, connect.name());
        }
        switch (connect.type()) {
            case INT8 -> base.addProp(Names.TYPE, "int8");
            case INT16 -> base.addProp(Names.TYPE, "int16");
            default -> {}
        }
    }

    private static void addLogicalType(org.apache.avro.Schema base, Schema connect, FieldPath at) {
        if (connect.name() == null) {
            return;
        }
        switch (connect.name()) {
            case Date.LOGICAL_NAME -> LogicalTypes.date().addToSchema(base);
            case Time.LOGICAL_NAME -> LogicalTypes.timeMillis().addToSchema(base);
            case Timestamp.LOGICAL_NAME -> LogicalTypes.timestampMillis().addToSchema(base);
            case Decimal.LOGICAL_NAME -> addDecimal(base, parameters(connect), at);
            default -> {}
        }
    }

    private static void addDecimal(org.apache.avro.Schema base, Map<String, String> parameters, FieldPath at) {
        try {
            int scale = Integer.parseInt(parameters.getOrDefault(Decimal.SCALE_FIELD, "0"));
            String precision = parameters.get(Names.PRECISION);
            LogicalTypes.decimal(precision == null ? DEFAULT_PRECISION : Integer.parseInt(precision), scale)
                    .addToSchema(base);
        } catch (IllegalArgumentException e) {
            throw at.failure("is a decimal that Avro has no place for: " + e.getMessage());
        }
    }

    private static Map<String, String> parameters(Schema connect) {
        return connect.parameters() == null ? Map.of() : connect.parameters();
    }
}
