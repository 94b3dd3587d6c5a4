package dev.holdfast.avroserde;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;

/** Writes plain objects by their classes, and reads generic values, as no class to read is named. */
final class ReflectedModel implements AvroModel {
    private final GenericModel plain;
    private final Map<Class<?>, JavaModel> byClass = new ConcurrentHashMap<>();
    private final Map<Schema, JavaModel> bySchema = new ConcurrentHashMap<>();

    ReflectedModel(boolean logical) {
        this.plain = new GenericModel(logical);
    }

    @Override
    public Schema schemaOf(Object value) {
        JavaModel model = byClass.computeIfAbsent(value.getClass(), JavaModel::new);
        Schema schema = model.schemaOf(value);
        bySchema.putIfAbsent(schema, model);
        return schema;
    }

    @Override
    public DatumWriter<Object> writer(Schema schema) {
        JavaModel model = bySchema.get(schema);
        return model == null ? plain.writer(schema) : model.writer(schema);
    }

    @Override
    public DatumReader<Object> reader(Schema writer) throws IOException {
        return plain.reader(writer);
    }
}
