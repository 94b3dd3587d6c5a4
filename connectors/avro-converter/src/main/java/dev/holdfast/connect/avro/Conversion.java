package dev.holdfast.connect.avro;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.holdfast.avroserde.AvroFormat;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect's data to bytes and back; schemas are turned once and remembered. Thread-safe. */
final class Conversion {
    private final AvroFormat format;
    private final Mappings mappings;
    private final LoadingCache<Schema, Known> written;
    private final LoadingCache<org.apache.avro.Schema, Known> read;

    Conversion(AvroFormat format, ConverterConfig config) {
        this.format = format;
        this.mappings = new Mappings(config.withoutDefaults());
        this.written = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .build(connect -> known(connect, ToAvroSchema.of(connect, config)));
        this.read = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .build(avro -> known(ToConnectSchema.of(avro, config), avro));
    }

    private Known known(Schema connect, org.apache.avro.Schema avro) {
        return new Known(connect, avro, mappings.between(connect, avro));
    }

    byte[] write(String topic, @Nullable Schema schema, Object value) {
        if (schema == null) {
            throw new DataException("the value has no schema, without which there is no Avro");
        }
        Known known = written.get(schema);
        return format.encode(topic, known.avro(), known.mapping().toAvro(value));
    }

    SchemaAndValue read(byte[] bytes) {
        Known known = read.get(format.writerSchema(bytes));
        return new SchemaAndValue(known.connect(), known.mapping().toConnect(format.decodeOrNull(bytes)));
    }

    private record Known(Schema connect, org.apache.avro.Schema avro, Mapping mapping) {}
}
