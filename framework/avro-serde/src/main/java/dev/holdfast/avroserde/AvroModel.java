package dev.holdfast.avroserde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.kafka.common.config.ConfigException;

/** How Java values stand for Avro's. Thread-safe, as are the readers and writers that it makes. */
interface AvroModel {
    /** The schema that a value is written with. */
    Schema schemaOf(Object value);

    /** Writes values of a schema that {@link #schemaOf} named. */
    DatumWriter<Object> writer(Schema schema);

    /** Reads values of another schema as this model's; its type-dependent problems may show only when a value is read. */
    DatumReader<Object> reader(Schema writer) throws IOException;

    /** The model that a configuration names. */
    static AvroModel configured(AvroConfig config) {
        Class<?> type = config.type();
        boolean logical = config.is("avro.use.logical.type.converters");
        if (type != null && SpecificModel.isSpecific(type)) {
            return new SpecificModel(type, logical);
        }
        if (config.is("schema.reflection")) {
            return type == null ? new ReflectedModel(logical) : new JavaModel(type);
        }
        if (type != null) {
            throw new ConfigException(
                    type.getName() + " is no generated class: for a plain one, set schema.reflection");
        }
        return config.is("specific.avro.reader") ? new NamedSpecificModel(logical) : new GenericModel(logical);
    }
}
