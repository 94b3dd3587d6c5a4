package dev.holdfast.avroserde;

import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro in place of Confluent's {@code KafkaAvroSerializer}, configured by the same keys. Kafka makes it by its class's
 * name; it fails with {@link SerializationException}, whose cause is a {@link SchemaRegistryException} if the registry had no
 * answer.
 */
public final class AvroSerializer implements Serializer<Object> {
    private @Nullable SchemaLookup lookup;
    private volatile @Nullable AvroFormat format;

    /** For Kafka, which configures it afterwards. */
    public AvroSerializer() {}

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        SchemaLookup made = SchemaLookup.waiting(SchemaRegistryClient.of(config));
        lookup = made;
        format = AvroFormat.configured(config, isKey, made);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        AvroFormat configured = format;
        if (configured == null) {
            throw new IllegalStateException("the serializer is not configured");
        }
        try {
            return configured.encode(topic, value);
        } catch (SchemaRegistryException e) {
            throw new SerializationException("no id for the schema of a record for topic '" + topic + "'", e);
        }
    }

    @Override
    public void close() {
        if (lookup != null) {
            lookup.close();
        }
    }
}
