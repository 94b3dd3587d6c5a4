package dev.holdfast.connect.avro;

import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Structs as records, field by field in the same order.
 *
 * @param withoutDefaults whether null stays null where an optional field has a default
 */
record StructMapping(
        Schema connect, org.apache.avro.Schema avro, List<Mapping> fields, boolean withoutDefaults, FieldPath at)
        implements Mapping {
    @Override
    public Object toAvro(@Nullable Object value) {
        if (!(value instanceof Struct struct)) {
            throw at.failure(value == null ? "is null, but not optional" : "is no struct but " + value.getClass());
        }
        GenericData.Record record = new GenericData.Record(avro);
        List<Field> declared = connect.fields();
        for (int i = 0; i < fields.size(); i++) {
            record.put(i, fields.get(i).toAvro(get(struct, declared.get(i))));
        }
        return record;
    }

    private @Nullable Object get(Struct struct, Field declared) {
        // By name where the schema is another object, since it may be another schema.
        Field field =
                struct.schema().equals(connect) ? declared : struct.schema().field(declared.name());
        if (field == null) {
            throw at.failure("is a struct without field '" + declared.name() + "'");
        }
        return withoutDefaults && field.schema().isOptional()
                ? struct.getWithoutDefault(field.name())
                : struct.get(field);
    }

    @Override
    public Object toConnect(@Nullable Object datum) {
        if (!(datum instanceof IndexedRecord record)) {
            throw at.failure("is no record");
        }
        Struct struct = new Struct(connect);
        List<Field> declared = connect.fields();
        for (int i = 0; i < fields.size(); i++) {
            struct.put(declared.get(i), fields.get(i).toConnect(record.get(i)));
        }
        return struct;
    }
}
