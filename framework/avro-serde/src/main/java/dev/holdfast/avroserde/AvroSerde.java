package dev.holdfast.avroserde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro for Kafka Streams and clients, in place of Confluent's {@code GenericAvroSerde} and {@code SpecificAvroSerde}: by its
 * name, in {@code default.value.serde}, or from {@link #of}. Thread-safe once it is configured.
 */
public final class AvroSerde implements Serde<Object> {
    private final AvroSerializer serializer = new AvroSerializer();
    private final AvroDeserializer deserializer = new AvroDeserializer();

    /** For Kafka, which configures it afterwards. */
    public AvroSerde() {}

    /**
     * A serde for one class.
     *
     * @param type a generated class, a plain one (see {@link AvroFormat#java}), or {@code GenericRecord}
     * @param config Confluent's keys, {@code schema.registry.url} at least
     * @param key whether it is for keys
     * @param <T> the class's type
     * @return the serde, configured
     * @throws org.apache.kafka.common.config.ConfigException if a value is missing or wrong
     * @throws IllegalArgumentException if the class can't be mapped
     */
    public static <T> Serde<T> of(Class<T> type, Map<String, ?> config, boolean key) {
        AvroSerde serde = new AvroSerde();
        serde.configure(typed(type, config, key), key);
        return new TypedSerde<>(type, serde);
    }

    private static Map<String, ?> typed(Class<?> type, Map<String, ?> config, boolean key) {
        Map<String, Object> typed = new HashMap<>(config);
        if (!GenericContainer.class.isAssignableFrom(type) || SpecificModel.isSpecific(type)) {
            typed.put(key ? "specific.avro.key.type" : "specific.avro.value.type", type);
            typed.put("schema.reflection", !SpecificModel.isSpecific(type));
        }
        return typed;
    }

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        serializer.configure(config, isKey);
        deserializer.configure(config, isKey);
    }

    @Override
    public Serializer<Object> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<Object> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }

    /** The same for one class. Its parts are closed with it. */
    private record TypedSerde<T>(Class<T> type, AvroSerde untyped) implements Serde<T> {
        @Override
        public Serializer<T> serializer() {
            return untyped.serializer()::serialize;
        }

        @Override
        public Deserializer<T> deserializer() {
            return (topic, bytes) -> type.cast(untyped.deserializer().deserialize(topic, bytes));
        }

        @Override
        public void close() {
            untyped.close();
        }
    }
}
