package dev.holdfast.avroserde;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.utils.Utils;

/**
 * Values of whichever generated class the record's schema names, as {@code specific.avro.reader} without a type has always
 * meant. Only generated classes can be named so, and they are not even initialized before that is known.
 */
final class NamedSpecificModel implements AvroModel {
    private static final int MOST_CLASSES = 1_000;

    private final boolean logical;
    private final GenericModel plain;
    private final Map<Class<?>, SpecificModel> models = new ConcurrentHashMap<>();

    NamedSpecificModel(boolean logical) {
        this.logical = logical;
        this.plain = new GenericModel(logical);
    }

    @Override
    public Schema schemaOf(Object value) {
        return plain.schemaOf(value);
    }

    @Override
    public DatumWriter<Object> writer(Schema schema) {
        return new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema));
    }

    @Override
    public DatumReader<Object> reader(Schema writer) throws IOException {
        if (writer.getType() != Schema.Type.RECORD) {
            return plain.reader(writer);
        }
        Optional<Class<?>> type = ClosedSpecificData.find(writer, Utils.getContextOrKafkaClassLoader())
                .filter(SpecificModel::isSpecific);
        if (type.isEmpty() || models.size() >= MOST_CLASSES) {
            throw new AvroDataException("there is no generated class " + writer.getFullName());
        }
        return models.computeIfAbsent(type.get(), found -> new SpecificModel(found, logical))
                .reader(writer);
    }
}
