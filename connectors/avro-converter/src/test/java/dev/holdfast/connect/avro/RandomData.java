package dev.holdfast.connect.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Connect schemas and values of them, of every type, by a seed. */
final class RandomData {
    private static final int DAY_MILLIS = 86_400_000;
    private static final int SCALARS = 13;
    private static final int DEEPEST = 3;

    private final Random random;
    private final boolean all;
    private int structs;
    private int otherKeys;

    private RandomData(long seed, boolean all) {
        this.random = new Random(seed);
        this.all = all;
    }

    static RandomData all(long seed) {
        return new RandomData(seed, true);
    }

    /**
     * Without optional unions, to which the other implementation adds a parameter, without an order in maps, and with one
     * map at most whose keys are not text: it gives all of their entries the same name.
     */
    static RandomData comparable(long seed) {
        return new RandomData(seed, false);
    }

    Schema schema() {
        return schema(0);
    }

    private Schema schema(int depth) {
        int kind = random.nextInt(depth == DEEPEST ? SCALARS : SCALARS + 8);
        return switch (kind) {
            case 0 -> scalar(SchemaBuilder.int8());
            case 1 -> scalar(SchemaBuilder.int16());
            case 2 -> scalar(SchemaBuilder.int32());
            case 3 -> scalar(SchemaBuilder.int64());
            case 4 -> scalar(SchemaBuilder.float32());
            case 5 -> scalar(SchemaBuilder.float64());
            case 6 -> scalar(SchemaBuilder.bool());
            case 7 -> scalar(SchemaBuilder.string());
            case 8 -> scalar(SchemaBuilder.bytes());
            case 9 -> scalar(Date.builder());
            case 10 -> scalar(Time.builder());
            case 11 -> scalar(Timestamp.builder());
            case 12 -> scalar(Decimal.builder(random.nextInt(5)));
            case 13, 14 -> described(SchemaBuilder.array(schema(depth + 1))).build();
            case 15 ->
                described(SchemaBuilder.map(Schema.STRING_SCHEMA, schema(depth + 1)))
                        .build();
            case 16 -> described(SchemaBuilder.map(key(), schema(depth + 1))).build();
            case 17 -> union();
            default -> described(struct(depth)).build();
        };
    }

    private Schema key() {
        if (!all && otherKeys++ > 0) {
            return Schema.STRING_SCHEMA;
        }
        return random.nextBoolean() ? Schema.INT32_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    }

    private Schema union() {
        SchemaBuilder union = SchemaBuilder.struct()
                .name(Names.UNION)
                .field("int", Schema.OPTIONAL_INT32_SCHEMA)
                .field("string", Schema.OPTIONAL_STRING_SCHEMA);
        String name = "S" + structs++;
        union.field(
                name,
                SchemaBuilder.struct()
                        .name("space." + name)
                        .field("a", Schema.INT64_SCHEMA)
                        .optional()
                        .build());
        return (all && random.nextBoolean() ? union.optional() : union).build();
    }

    private SchemaBuilder struct(int depth) {
        // One at most has no name, as there can be only one of a name.
        SchemaBuilder struct = depth == 0 && random.nextBoolean()
                ? SchemaBuilder.struct()
                : SchemaBuilder.struct().name("space.T" + structs++);
        IntStream.range(0, random.nextInt(4)).forEach(i -> struct.field("f" + i, schema(depth + 1)));
        return struct;
    }

    private Schema scalar(SchemaBuilder builder) {
        described(builder);
        if (random.nextInt(3) == 0) {
            builder.defaultValue(value(builder));
        }
        return builder.build();
    }

    private SchemaBuilder described(SchemaBuilder builder) {
        if (random.nextInt(3) == 0) {
            builder.optional();
        }
        if (random.nextInt(4) == 0) {
            builder.doc("what it is");
        }
        if (random.nextInt(4) == 0 && builder.version() == null) {
            builder.version(random.nextInt(9));
        }
        if (random.nextInt(4) == 0) {
            builder.parameter("parameter", "value");
        }
        return builder;
    }

    /** A value of the schema; null only where there is no default, which would take its place. */
    @Nullable
    Object valueOrNull(Schema schema) {
        return schema.isOptional() && schema.defaultValue() == null && random.nextInt(4) == 0 ? null : value(schema);
    }

    private Object value(Schema schema) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 ->
                name.equals(Date.LOGICAL_NAME)
                        ? date((long) random.nextInt(50_000) * DAY_MILLIS)
                        : name.equals(Time.LOGICAL_NAME) ? date(random.nextInt(DAY_MILLIS)) : (Object) random.nextInt();
            case INT64 ->
                name.equals(Timestamp.LOGICAL_NAME) ? date(random.nextLong() >> 16) : (Object) random.nextLong();
            case FLOAT32 -> random.nextFloat();
            case FLOAT64 -> random.nextGaussian();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> "é" + random.nextInt(100);
            case BYTES ->
                name.equals(Decimal.LOGICAL_NAME)
                        ? new BigDecimal(
                                new BigInteger(40, random),
                                Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)))
                        : bytes();
            case ARRAY -> values(schema.valueSchema());
            case MAP -> entries(schema);
            case STRUCT -> name.equals(Names.UNION) ? branch(schema) : fields(schema);
        };
    }

    private static java.util.Date date(long millis) {
        return java.util.Date.from(Instant.ofEpochMilli(millis));
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private List<@Nullable Object> values(Schema schema) {
        List<@Nullable Object> values = new ArrayList<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> values.add(valueOrNull(schema)));
        return values;
    }

    private Map<@Nullable Object, @Nullable Object> entries(Schema schema) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(all ? 4 : 2))
                .forEach(i -> entries.put(valueOrNull(schema.keySchema()), valueOrNull(schema.valueSchema())));
        return entries;
    }

    private Struct branch(Schema schema) {
        Field field = schema.fields().get(random.nextInt(schema.fields().size()));
        return new Struct(schema).put(field, value(field.schema()));
    }

    private Struct fields(Schema schema) {
        Struct struct = new Struct(schema);
        schema.fields().forEach(field -> struct.put(field, valueOrNull(field.schema())));
        return struct;
    }
}
