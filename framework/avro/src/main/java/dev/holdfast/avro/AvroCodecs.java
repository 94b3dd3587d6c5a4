package dev.holdfast.avro;

import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * Codecs that read and write Avro with a schema registry, byte for byte as Confluent's serializers do.
 *
 * <p>They answer for generated classes ({@code SpecificRecord}), for {@code GenericRecord} and {@code IndexedRecord}, and for
 * the plain classes that {@link Builder#plain} names. A record is read in the schema of the handler's class, whatever version
 * of it the record was written in.
 *
 * <p>A schema is asked for once and remembered. When the registry does not answer, records whose schema is known go on; others
 * wait, tried again every two seconds, and are never given up for it: {@link dev.holdfast.CodecUnavailableException}. A schema
 * that the registry says does not exist, twice with a second in between, makes a record undecodable.
 *
 * <p>Immutable and thread-safe. Close it after the application to end the threads that ask the registry; they are daemons.
 */
public final class AvroCodecs implements CodecFactory, AutoCloseable {
    private static final Duration READING = Duration.ofSeconds(1);
    private static final Duration WRITING = Duration.ofSeconds(5);

    private final Map<String, ?> config;
    private final Set<Class<?>> plain;
    private final SchemaLookup lookup;
    private final SubjectCheck check;

    private AvroCodecs(Map<String, ?> config, Set<Class<?>> plain, SchemaCheck check) {
        this.config = Map.copyOf(config);
        this.plain = Set.copyOf(plain);
        this.lookup = SchemaLookup.patient(SchemaRegistryClient.of(config), READING, WRITING);
        this.check = new SubjectCheck(lookup, check);
    }

    /**
     * Codecs with all defaults.
     *
     * @param url the registry's address, or several separated by commas
     * @return the factory
     * @throws org.apache.kafka.common.config.ConfigException if it is no URL
     */
    public static AvroCodecs registry(String url) {
        return builder().config(Map.of("schema.registry.url", url)).build();
    }

    /**
     * Begins without a registry.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a plain class can't be mapped; the message names the field
     */
    @Override
    public Optional<Codec<?>> codec(Type type, Part part) {
        if (!(type instanceof Class<?> asked)) {
            return Optional.empty();
        }
        boolean key = part == Part.KEY;
        if (asked == GenericRecord.class || asked == IndexedRecord.class || asked == GenericData.Record.class) {
            return Optional.of(codec(asked, AvroFormat.generic(config, key, lookup)));
        }
        if (SpecificRecord.class.isAssignableFrom(asked) && !asked.isInterface()) {
            return Optional.of(codec(asked, AvroFormat.specific(asked, config, key, lookup)));
        }
        return plain.contains(asked)
                ? Optional.of(codec(asked, AvroFormat.java(asked, config, key, lookup)))
                : Optional.empty();
    }

    private <T> Codec<T> codec(Class<T> type, AvroFormat format) {
        return new AvroCodec<>(type, format, check);
    }

    @Override
    public void close() {
        lookup.close();
    }

    /** Settings of Avro codecs. Not thread-safe; what it builds is. */
    public static final class Builder {
        private final Map<String, Object> config = new HashMap<>();
        private final Set<Class<?>> plain = new HashSet<>();
        private SchemaCheck check = SchemaCheck.NONE;

        private Builder() {}

        /**
         * Adds configuration: Confluent's keys, as they stand in a team's configuration of clients; {@code
         * schema.registry.url} at least. Other keys are ignored.
         *
         * @param properties keys and values; neither may be null
         * @return this
         */
        public Builder config(Map<String, ?> properties) {
            config.putAll(properties);
            return this;
        }

        /**
         * Names plain classes, such as Java records, to read and write as Avro; see {@link AvroFormat#java}.
         *
         * @param types the classes
         * @return this
         */
        public Builder plain(Class<?>... types) {
            plain.addAll(Set.of(types));
            return this;
        }

        /**
         * Sets what to do about schemas at start. Default: {@link SchemaCheck#NONE}.
         *
         * @param what what to do
         * @return this
         */
        public Builder check(SchemaCheck what) {
            check = what;
            return this;
        }

        /**
         * Builds the factory. Connects to nothing.
         *
         * @return a new factory
         * @throws org.apache.kafka.common.config.ConfigException if a value is missing or wrong
         */
        public AvroCodecs build() {
            return new AvroCodecs(config, plain, check);
        }
    }
}
