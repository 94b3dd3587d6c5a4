package dev.holdfast.connect.avro;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Makes the Connect schema that stands for an Avro schema. Used once, for one schema. */
final class ToConnectSchema {
    private static final int DEFAULT_PRECISION = 64;

    private final ConverterConfig config;
    private final Deque<String> open = new ArrayDeque<>();

    private ToConnectSchema(ConverterConfig config) {
        this.config = config;
    }

    /** Throws {@link DataException} if there is none. */
    static Schema of(org.apache.avro.Schema avro, ConverterConfig config) {
        return new ToConnectSchema(config).convert(avro, false, null, FieldPath.WHOLE);
    }

    private Schema convert(org.apache.avro.Schema avro, boolean optional, @Nullable Object initial, FieldPath at) {
        if (avro.isUnion()) {
            return union(avro, at);
        }
        SchemaBuilder builder = base(avro, at);
        try {
            describe(builder, avro, initial);
        } catch (DataException | ClassCastException | IllegalArgumentException e) {
            throw at.failure("has a schema that Connect has no place for: " + e.getMessage());
        }
        return (optional ? builder.optional() : builder).build();
    }

    private SchemaBuilder base(org.apache.avro.Schema avro, FieldPath at) {
        return switch (avro.getType()) {
            case BOOLEAN -> SchemaBuilder.bool();
            case INT -> int32(avro);
            case LONG ->
                avro.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? Timestamp.builder()
                        : SchemaBuilder.int64();
            case FLOAT -> SchemaBuilder.float32();
            case DOUBLE -> SchemaBuilder.float64();
            case STRING -> SchemaBuilder.string();
            case ENUM -> enumeration(avro);
            case BYTES -> bytes(avro);
            case FIXED -> fixed(avro);
            case ARRAY ->
                isEntry(avro.getElementType())
                        ? entries(avro.getElementType(), at)
                        : SchemaBuilder.array(convert(avro.getElementType(), false, null, at.items()));
            case MAP -> SchemaBuilder.map(Schema.STRING_SCHEMA, convert(avro.getValueType(), false, null, at.values()));
            case RECORD -> struct(avro, at);
            case NULL -> throw at.failure("is always null, for which Connect has no schema");
            case UNION -> throw new IllegalArgumentException("unions are turned elsewhere");
        };
    }

    private static SchemaBuilder int32(org.apache.avro.Schema avro) {
        if (avro.getLogicalType() instanceof LogicalTypes.Date) {
            return Date.builder();
        }
        if (avro.getLogicalType() instanceof LogicalTypes.TimeMillis) {
            return Time.builder();
        }
        return switch (Objects.requireNonNullElse(avro.getProp(Names.TYPE), "")) {
            case "int8" -> SchemaBuilder.int8();
            case "int16" -> SchemaBuilder.int16();
            default -> SchemaBuilder.int32();
        };
    }

    private static SchemaBuilder bytes(org.apache.avro.Schema avro) {
        if (!(avro.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            return SchemaBuilder.bytes();
        }
        SchemaBuilder builder = Decimal.builder(decimal.getScale());
        return decimal.getPrecision() == DEFAULT_PRECISION
                ? builder
                : builder.parameter(Names.PRECISION, Integer.toString(decimal.getPrecision()));
    }

    private static SchemaBuilder fixed(org.apache.avro.Schema avro) {
        SchemaBuilder builder = bytes(avro);
        return builder.name() == null
                ? builder.name(avro.getFullName()).parameter(Names.FIXED_SIZE, Integer.toString(avro.getFixedSize()))
                : builder;
    }

    private SchemaBuilder enumeration(org.apache.avro.Schema avro) {
        SchemaBuilder builder = SchemaBuilder.string().parameter(Names.ENUM, avro.getFullName());
        if (config.metadata() && avro.getDoc() != null) {
            builder.parameter(Names.ENUM_DOC + avro.getName(), avro.getDoc());
        }
        if (config.metadata() && avro.getEnumDefault() != null) {
            builder.parameter(Names.ENUM_DEFAULT + avro.getName(), avro.getEnumDefault());
        }
        avro.getEnumSymbols().forEach(symbol -> builder.parameter(Names.ENUM_SYMBOL + symbol, symbol));
        return builder;
    }

    private static boolean isEntry(org.apache.avro.Schema item) {
        return item.getType() == org.apache.avro.Schema.Type.RECORD
                && (item.getFullName().equals(Names.NAMESPACE + "." + Names.MAP_ENTRY)
                        || Names.MAP_ENTRY.equals(item.getProp(Names.INTERNAL_TYPE)));
    }

    private SchemaBuilder entries(org.apache.avro.Schema entry, FieldPath at) {
        org.apache.avro.Schema.Field key = entry.getField(Names.KEY);
        org.apache.avro.Schema.Field value = entry.getField(Names.VALUE);
        if (key == null || value == null || entry.getFields().size() != 2) {
            throw at.failure("is an array of entries that have other fields than key and value");
        }
        return SchemaBuilder.map(
                convert(key.schema(), false, null, at.keys()), convert(value.schema(), false, null, at.values()));
    }

    private SchemaBuilder struct(org.apache.avro.Schema avro, FieldPath at) {
        if (open.contains(avro.getFullName())) {
            throw at.failure("is of a schema that contains itself, " + avro.getFullName());
        }
        open.push(avro.getFullName());
        SchemaBuilder builder = SchemaBuilder.struct();
        if (config.metadata() && avro.getDoc() != null) {
            builder.parameter(Names.RECORD_DOC, avro.getDoc());
        }
        for (org.apache.avro.Schema.Field field : avro.getFields()) {
            if (config.metadata() && field.doc() != null) {
                builder.parameter(Names.FIELD_DOC + field.name(), field.doc());
            }
            builder.field(field.name(), convert(field.schema(), false, field.defaultVal(), at.field(field.name())));
        }
        open.pop();
        return builder;
    }

    private Schema union(org.apache.avro.Schema avro, FieldPath at) {
        boolean nullable = avro.isNullable();
        if (nullable && avro.getTypes().size() == 2) {
            int present = avro.getTypes().get(0).getType() == org.apache.avro.Schema.Type.NULL ? 1 : 0;
            return convert(avro.getTypes().get(present), true, null, at);
        }
        SchemaBuilder builder = SchemaBuilder.struct().name(Names.UNION);
        for (org.apache.avro.Schema branch : avro.getTypes()) {
            if (branch.getType() != org.apache.avro.Schema.Type.NULL) {
                String name = branchName(branch);
                if (builder.field(name) != null) {
                    throw at.failure("is a union with two branches that Connect would name '" + name
                            + "'; enhanced.avro.schema.support names them in full");
                }
                builder.field(name, convert(branch, true, null, at.field(name)));
            }
        }
        return (nullable ? builder.optional() : builder).build();
    }

    private String branchName(org.apache.avro.Schema branch) {
        return switch (branch.getType()) {
            case RECORD, ENUM -> config.enhanced() ? branch.getFullName() : branch.getName();
            default -> branch.getType().getName();
        };
    }

    private void describe(SchemaBuilder builder, org.apache.avro.Schema avro, @Nullable Object initial) {
        if (config.metadata()) {
            if (avro.getProp(Names.DOC) != null) {
                builder.doc(avro.getProp(Names.DOC));
            }
            if (avro.getObjectProp(Names.PARAMETERS) instanceof Map<?, ?> parameters) {
                parameters.forEach((name, value) -> builder.parameter((String) name, (String) value));
            }
        }
        if (avro.getObjectProp(Names.VERSION) instanceof Number version && builder.version() == null) {
            builder.version(version.intValue());
        }
        avro.getObjectProps().forEach((name, value) -> {
            if (name.startsWith(Names.COPIED)) {
                builder.parameter(name, value.toString());
            }
        });
        addName(builder, avro);
        addDefault(builder, avro, initial);
    }

    private static void addName(SchemaBuilder builder, org.apache.avro.Schema avro) {
        String own = avro.getProp(Names.NAME);
        boolean isNamed = avro.getType() == org.apache.avro.Schema.Type.RECORD
                || avro.getType() == org.apache.avro.Schema.Type.ENUM;
        String name = own == null && isNamed ? avro.getFullName() : own;
        if (name == null || Names.isAnonymous(name) || name.equals(builder.name())) {
            return;
        }
        builder.name(name);
    }

    private static void addDefault(SchemaBuilder builder, org.apache.avro.Schema avro, @Nullable Object initial) {
        Object connects = avro.getObjectProp(Names.DEFAULT);
        Object json = connects == null ? initial : connects;
        if (json == null || json == JsonProperties.NULL_VALUE) {
            return;
        }
        if (connects == null) {
            // So that it is not written as Connect's own when it is written again.
            builder.parameter(Names.FIELD_DEFAULT, "true");
        }
        builder.defaultValue(JsonDefaults.fromJson(builder, json));
    }
}
