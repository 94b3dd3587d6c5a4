package dev.holdfast.connect.avro;

import dev.holdfast.avroserde.AvroDataException;
import dev.holdfast.avroserde.AvroFormat;
import dev.holdfast.schemaregistry.SchemaLookup;
import dev.holdfast.schemaregistry.SchemaRegistryClient;
import dev.holdfast.schemaregistry.SchemaRegistryException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Avro with a schema registry for Kafka Connect, in place of Confluent's {@code AvroConverter}: the same configuration keys,
 * the same bytes.
 *
 * <p>A registry that has no answer is a {@link RetriableException}, which Connect tries again for {@code
 * errors.retry.timeout}; everything else, also an id that the registry says does not exist, is a {@link DataException}, which
 * {@code errors.tolerance} is about. Messages name the field and never show values.
 */
public final class AvroConverter implements Converter {
    private @Nullable SchemaLookup lookup;
    private @Nullable Conversion conversion;
    private String part = "value";

    /** For Connect, which configures it afterwards. */
    public AvroConverter() {}

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        ConverterConfig own = ConverterConfig.of(config);
        SchemaLookup made = SchemaLookup.waiting(SchemaRegistryClient.of(config));
        lookup = made;
        part = isKey ? "key" : "value";
        conversion = new Conversion(AvroFormat.generic(config, isKey, made), own);
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        return value == null ? null : translated(topic, () -> configured().write(topic, schema, value));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] bytes) {
        return bytes == null
                ? SchemaAndValue.NULL
                : translated(topic, () -> configured().read(bytes));
    }

    private <T> T translated(String topic, Supplier<T> work) {
        try {
            return work.get();
        } catch (SchemaRegistryException e) {
            String message = prefix(topic) + e.getMessage();
            throw e.mayPass() ? new RetriableException(message, e) : new DataException(message, e);
        } catch (AvroDataException | DataException e) {
            throw new DataException(prefix(topic) + e.getMessage(), e);
        }
    }

    private String prefix(String topic) {
        return "The " + part + " of a record of topic '" + topic + "': ";
    }

    private Conversion configured() {
        if (conversion == null) {
            throw new ConnectException("The converter is not configured.");
        }
        return conversion;
    }

    @Override
    public ConfigDef config() {
        return ConverterConfig.DEFINITION;
    }

    @Override
    public String version() {
        return ConverterVersion.current();
    }

    @Override
    public void close() {
        if (lookup != null) {
            lookup.close();
        }
    }
}
