package dev.holdfast.connect.avro;

import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Unions as structs with a field for each branch, of which one is set.
 *
 * @param branches in the order of the struct's fields, which is that of the union's branches without null
 * @param nullAt where null is in the union; -1 if it is not
 */
record UnionMapping(Schema connect, org.apache.avro.Schema avro, List<Mapping> branches, int nullAt, FieldPath at)
        implements Mapping {
    @Override
    public @Nullable Object toAvro(@Nullable Object value) {
        if (value == null && nullAt >= 0) {
            return null;
        }
        if (!(value instanceof Struct struct)) {
            throw at.failure(value == null ? "is null, but not optional" : "is no struct but " + value.getClass());
        }
        List<Field> declared = connect.fields();
        for (int i = 0; i < branches.size(); i++) {
            Object branch = struct.getWithoutDefault(declared.get(i).name());
            if (branch != null) {
                return branches.get(i).toAvro(branch);
            }
        }
        throw at.failure("is a union of which no branch is set");
    }

    @Override
    public @Nullable Object toConnect(@Nullable Object datum) {
        if (datum == null) {
            return null;
        }
        int branch = branch(datum);
        Struct struct = new Struct(connect);
        struct.put(connect.fields().get(branch), branches.get(branch).toConnect(datum));
        return struct;
    }

    private int branch(Object datum) {
        try {
            int inUnion = GenericData.get().resolveUnion(avro, datum);
            return nullAt >= 0 && inUnion > nullAt ? inUnion - 1 : inUnion;
        } catch (AvroRuntimeException e) {
            // Not as the cause: its message shows the value.
            throw at.failure("is of no branch of its union");
        }
    }
}
