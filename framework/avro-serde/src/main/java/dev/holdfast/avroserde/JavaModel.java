package dev.holdfast.avroserde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.FastReaderBuilder;

/** Values of one plain class, by way of generic ones: Avro's own reflection can't make records, nor lists since 1.12.2. */
final class JavaModel implements AvroModel {
    private final Class<?> type;
    private final JavaBinding binding;
    private final GenericData data = new GenericData();

    JavaModel(Class<?> type) {
        this.type = type;
        this.binding = new JavaBindings().of(type);
    }

    Schema schema() {
        return binding.schema();
    }

    @Override
    public Schema schemaOf(Object value) {
        if (!type.isInstance(value)) {
            throw new AvroDataException(value.getClass().getName() + " is no " + type.getName());
        }
        return binding.schema();
    }

    @Override
    public DatumWriter<Object> writer(Schema schema) {
        DatumWriter<Object> generic = new GenericDatumWriter<>(schema, data);
        return new DatumWriter<>() {
            @Override
            public void setSchema(Schema other) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(Object value, Encoder out) throws IOException {
                generic.write(binding.toAvro(value), out);
            }
        };
    }

    @Override
    public DatumReader<Object> reader(Schema writer) throws IOException {
        DatumReader<Object> generic = new FastReaderBuilder(data).createDatumReader(writer, schema());
        return new DatumReader<>() {
            @Override
            public void setSchema(Schema other) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Object read(Object reuse, Decoder in) throws IOException {
                Object value = binding.toJava(generic.read(null, in));
                if (value == null) {
                    throw new AvroDataException("no " + type.getName());
                }
                return value;
            }
        };
    }
}
