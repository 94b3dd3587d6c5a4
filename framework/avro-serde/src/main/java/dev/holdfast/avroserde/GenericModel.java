package dev.holdfast.avroserde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.FastReaderBuilder;

/** Values as Avro has them without classes, in whatever schema they were written. */
final class GenericModel implements AvroModel {
    private static final Map<Class<?>, Schema> PLAIN = Map.of(
            Boolean.class, Schema.create(Schema.Type.BOOLEAN),
            Integer.class, Schema.create(Schema.Type.INT),
            Long.class, Schema.create(Schema.Type.LONG),
            Float.class, Schema.create(Schema.Type.FLOAT),
            Double.class, Schema.create(Schema.Type.DOUBLE),
            byte[].class, Schema.create(Schema.Type.BYTES));
    private static final Schema TEXT = Schema.create(Schema.Type.STRING);
    private static final Schema BYTES = Schema.create(Schema.Type.BYTES);

    private final GenericData data = new GenericData();

    /** With or without conversion of logical types to Java's own. */
    GenericModel(boolean logical) {
        if (logical) {
            GenericLogicalTypes.addTo(data);
        }
    }

    @Override
    public Schema schemaOf(Object value) {
        // The type that Avro's writers ask for, too: a JVM remembers one answer of a class about interfaces.
        if (value instanceof IndexedRecord record) {
            return record.getSchema();
        }
        if (value instanceof GenericContainer container) {
            return container.getSchema();
        }
        Schema plain = PLAIN.get(value.getClass());
        if (plain != null) {
            return plain;
        }
        if (value instanceof CharSequence) {
            return TEXT;
        }
        if (value instanceof ByteBuffer) {
            return BYTES;
        }
        throw new AvroDataException(value.getClass().getName()
                + " has no schema: it is neither a record of Avro's, nor a boolean, number, text or bytes");
    }

    @Override
    public DatumWriter<Object> writer(Schema schema) {
        return new GenericDatumWriter<>(schema, data);
    }

    @Override
    public DatumReader<Object> reader(Schema writer) throws IOException {
        return new FastReaderBuilder(data).createDatumReader(writer);
    }
}
