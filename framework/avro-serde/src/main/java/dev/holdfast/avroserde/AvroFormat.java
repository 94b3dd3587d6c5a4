package dev.holdfast.avroserde;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values with their schema's id in front, byte for byte as Confluent's serializers do. Schemas, and the way
 * from one to the other, are worked out once and remembered, 1,000 of each. Thread-safe.
 *
 * <p>Nothing but an {@link AvroDataException} (it will not pass) or a {@link SchemaRegistryException} (see {@link
 * SchemaRegistryException#mayPass}) comes out of any bytes.
 */
public final class AvroFormat {
    private static final int MOST_PLANS = 1_000;

    private final AvroModel model;
    private final AvroConfig config;
    private final RegisteredSchemas schemas;
    private final Cache<Integer, ReadPlan> reads =
            Caffeine.newBuilder().maximumSize(MOST_PLANS).build();
    private final Cache<Written, WritePlan> writes =
            Caffeine.newBuilder().maximumSize(MOST_PLANS).build();

    // Most records are like the one before; a look into the caches would cost a tenth of the whole (measured).
    private volatile @Nullable LastWrite lastWrite;
    private volatile @Nullable LastRead lastRead;

    private AvroFormat(AvroModel model, AvroConfig config, SchemaLookup lookup) {
        this.model = model;
        this.config = config;
        this.schemas = new RegisteredSchemas(lookup, config);
    }

    /**
     * Values of the kind that the configuration names: generic, or generated ({@code specific.avro.reader}, {@code
     * specific.avro.value.type}), or plain objects ({@code schema.reflection}).
     *
     * @param config Confluent's keys
     * @param key whether it is for keys
     * @param lookup finds schemas
     * @return the format
     * @throws org.apache.kafka.common.config.ConfigException if a value is wrong
     */
    public static AvroFormat configured(Map<String, ?> config, boolean key, SchemaLookup lookup) {
        AvroConfig read = new AvroConfig(config, key);
        return new AvroFormat(AvroModel.configured(read), read, lookup);
    }

    /**
     * Generic values, in the schema that they were written in.
     *
     * @param config Confluent's keys
     * @param key whether it is for keys
     * @param lookup finds schemas
     * @return the format
     */
    public static AvroFormat generic(Map<String, ?> config, boolean key, SchemaLookup lookup) {
        AvroConfig read = new AvroConfig(config, key);
        return new AvroFormat(new GenericModel(read.is("avro.use.logical.type.converters")), read, lookup);
    }

    /**
     * Values of one generated class.
     *
     * @param type the class, which implements {@code SpecificRecord}
     * @param config Confluent's keys
     * @param key whether it is for keys
     * @param lookup finds schemas
     * @return the format
     */
    public static AvroFormat specific(Class<?> type, Map<String, ?> config, boolean key, SchemaLookup lookup) {
        AvroConfig read = new AvroConfig(config, key);
        return new AvroFormat(new SpecificModel(type, read.is("avro.use.logical.type.converters")), read, lookup);
    }

    /**
     * Values of one plain class: a record, or a class with a constructor without parameters, whose fields then count in
     * alphabetical order. What it holds: primitives and their wrappers, text, {@code byte[]}, enums, other such classes,
     * lists, sets, maps with text as keys, sealed interfaces as unions; {@code UUID}, {@code BigDecimal}, {@code Instant} and
     * {@code LocalDateTime} (to the microsecond), {@code LocalDate}, {@code LocalTime} as logical types. {@code Optional} and
     * anything annotated as {@code Nullable} is a union with null, which is its default. Avro's annotations {@code AvroName},
     * {@code AvroDefault}, {@code AvroDoc}, {@code AvroSchema} (for decimals of fixed scale) and {@code AvroIgnore} count.
     *
     * @param type the class
     * @param config Confluent's keys
     * @param key whether it is for keys
     * @param lookup finds schemas
     * @return the format
     * @throws IllegalArgumentException if the class can't be mapped; the message names the field
     */
    public static AvroFormat java(Class<?> type, Map<String, ?> config, boolean key, SchemaLookup lookup) {
        return new AvroFormat(new JavaModel(type), new AvroConfig(config, key), lookup);
    }

    /**
     * Writes a value. If its schema is not known yet, the registry is asked, and has it afterwards if {@code
     * auto.register.schemas} is not off.
     *
     * @param topic the topic that it is for
     * @param value the value
     * @return its bytes
     * @throws AvroDataException if it is not what its schema says
     * @throws SchemaRegistryException if there is no id for its schema
     */
    public byte[] encode(String topic, Object value) {
        try {
            return plan(topic, model.schemaOf(value)).write(value);
        } catch (SchemaRegistryException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw AvroDataException.because(
                    "no Avro can be written of " + value.getClass().getName(), e);
        }
    }

    /**
     * Writes a value in a schema that the caller knows, a union for example.
     *
     * @param topic the topic that it is for
     * @param schema the schema
     * @param value the value, of this format's kind; null if the schema takes it
     * @return its bytes
     * @throws AvroDataException if it is not what the schema says
     * @throws SchemaRegistryException if there is no id for the schema
     */
    public byte[] encode(String topic, Schema schema, @Nullable Object value) {
        try {
            return plan(topic, schema).write(value);
        } catch (SchemaRegistryException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw AvroDataException.because("no Avro can be written in the schema " + schema.getFullName(), e);
        }
    }

    private WritePlan plan(String topic, Schema schema) {
        LastWrite last = lastWrite;
        if (last != null && last.topic().equals(topic) && last.schema().equals(schema)) {
            return last.plan();
        }
        Written written = new Written(topic, schema);
        WritePlan known = writes.getIfPresent(written);
        if (known == null) {
            known = schemas.plan(topic, schema, model);
            writes.put(written, known);
        }
        lastWrite = new LastWrite(topic, schema, known);
        return known;
    }

    /**
     * Reads a value.
     *
     * @param bytes the bytes of a record's key or value
     * @return the value
     * @throws AvroDataException if there is none in them
     * @throws SchemaRegistryException if their schema can't be found
     */
    public Object decode(byte[] bytes) {
        Object value = decodeOrNull(bytes);
        if (value == null) {
            throw new AvroDataException("the value is Avro's null");
        }
        return value;
    }

    /**
     * Reads a value that may be Avro's null, which few mean when they write one.
     *
     * @param bytes the bytes of a record's key or value
     * @return the value
     * @throws AvroDataException if there is none in them
     * @throws SchemaRegistryException if their schema can't be found
     */
    public @Nullable Object decodeOrNull(byte[] bytes) {
        int id = Frame.id(bytes);
        try {
            return plan(id).read(bytes, Frame.LENGTH);
        } catch (SchemaRegistryException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw AvroDataException.because("not Avro of schema " + id, e);
        }
    }

    /**
     * The schema that records were written in.
     *
     * @param bytes the bytes of a record's key or value
     * @return the schema
     * @throws AvroDataException if there is none
     * @throws SchemaRegistryException if it can't be found
     */
    public Schema writerSchema(byte[] bytes) {
        ReadPlan plan = reads.getIfPresent(Frame.id(bytes));
        return plan == null ? schemas.schema(Frame.id(bytes)) : plan.writer();
    }

    private ReadPlan plan(int id) throws IOException {
        LastRead last = lastRead;
        if (last != null && last.id() == id) {
            return last.plan();
        }
        ReadPlan plan = reads.getIfPresent(id);
        if (plan == null) {
            plan = ReadPlan.of(schemas.schema(id), model);
            reads.put(id, plan);
        }
        lastRead = new LastRead(id, plan);
        return plan;
    }

    /**
     * The one schema of all values.
     *
     * @return the schema; empty if each value has its own
     */
    public Optional<Schema> schema() {
        @Nullable
        Schema fixed = model instanceof SpecificModel specific
                ? specific.schema()
                : model instanceof JavaModel java ? java.schema() : null;
        return Optional.ofNullable(fixed);
    }

    /**
     * The subject of a schema in a topic.
     *
     * @param topic the topic
     * @param schema the schema
     * @return the subject's name
     */
    public String subject(String topic, Schema schema) {
        return config.subject(topic, schema);
    }

    private record Written(String topic, Schema schema) {}

    private record LastWrite(String topic, Schema schema, WritePlan plan) {}

    private record LastRead(int id, ReadPlan plan) {}
}
