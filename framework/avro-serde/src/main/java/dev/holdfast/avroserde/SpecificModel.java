package dev.holdfast.avroserde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Values of one generated class; whatever schema they were written in, they are read in the class's own. */
final class SpecificModel implements AvroModel {
    private final Class<?> type;
    private final Schema schema;
    private final ClosedSpecificData data;
    private final GenericModel plain;

    SpecificModel(Class<?> type, boolean logical) {
        this.type = type;
        this.schema = SpecificData.get().getSchema(type);
        this.data = new ClosedSpecificData(type, schema);
        this.plain = new GenericModel(logical);
    }

    static boolean isSpecific(Class<?> type) {
        return SpecificRecord.class.isAssignableFrom(type) && !type.isInterface();
    }

    Schema schema() {
        return schema;
    }

    @Override
    public Schema schemaOf(Object value) {
        return plain.schemaOf(value);
    }

    @Override
    public DatumWriter<Object> writer(Schema written) {
        return new SpecificDatumWriter<>(written, SpecificData.getForClass(type));
    }

    @Override
    public DatumReader<Object> reader(Schema writer) throws IOException {
        return new FastReaderBuilder(data).createDatumReader(writer, schema);
    }
}
