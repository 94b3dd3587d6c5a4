package dev.holdfast.avroserde;

import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro in place of Confluent's {@code KafkaAvroDeserializer}, configured by the same keys. Kafka makes it by its
 * class's name; it fails with {@link SerializationException}, whose cause is a {@link SchemaRegistryException} if the registry
 * had no answer.
 */
public final class AvroDeserializer implements Deserializer<Object> {
    private @Nullable SchemaLookup lookup;
    private volatile @Nullable AvroFormat format;

    /** For Kafka, which configures it afterwards. */
    public AvroDeserializer() {}

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        SchemaLookup made = SchemaLookup.waiting(SchemaRegistryClient.of(config));
        lookup = made;
        format = AvroFormat.configured(config, isKey, made);
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        AvroFormat configured = format;
        if (configured == null) {
            throw new IllegalStateException("the deserializer is not configured");
        }
        try {
            return configured.decode(bytes);
        } catch (SchemaRegistryException e) {
            throw new SerializationException("no schema for a record of topic '" + topic + "'", e);
        }
    }

    @Override
    public void close() {
        if (lookup != null) {
            lookup.close();
        }
    }
}
