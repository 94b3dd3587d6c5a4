package dev.holdfast.connect.avro;

import java.util.function.Function;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Values without parts. The functions throw {@link ClassCastException} or {@link DataException} for what does not fit. */
record ScalarMapping(Function<Object, Object> write, Function<Object, Object> read, FieldPath at) implements Mapping {
    @Override
    public Object toAvro(@Nullable Object value) {
        return apply(write, value);
    }

    @Override
    public Object toConnect(@Nullable Object datum) {
        return apply(read, datum);
    }

    private Object apply(Function<Object, Object> function, @Nullable Object value) {
        if (value == null) {
            throw at.failure("is null, but not optional");
        }
        try {
            return function.apply(value);
        } catch (ClassCastException e) {
            throw at.failure("is of another type: " + value.getClass().getName());
        } catch (DataException e) {
            throw at.failure("does not fit: " + e.getMessage());
        }
    }
}
