package dev.holdfast.avroserde;

import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How values of one Java type become generic values of Avro, and back. Immutable once all bindings of a class are made. */
interface JavaBinding {
    Schema schema();

    /** Throws if a value has no place in the schema; null comes only where that is a union with null. */
    @Nullable
    Object toAvro(@Nullable Object value);

    @Nullable
    Object toJava(@Nullable Object datum);

    /**
     * A binding of values without parts.
     *
     * @param schema the schema
     * @param type what {@code write} takes
     * @param write makes the generic value
     * @param datum what {@code read} takes
     * @param read makes the Java value
     */
    static <J, A> JavaBinding of(
            Schema schema, Class<J> type, Function<J, ?> write, Class<A> datum, Function<A, ?> read) {
        return new JavaBinding() {
            @Override
            public Schema schema() {
                return schema;
            }

            @Override
            public Object toAvro(@Nullable Object value) {
                if (value == null) {
                    throw new AvroDataException("null where a value is needed");
                }
                return write.apply(type.cast(value));
            }

            @Override
            public Object toJava(@Nullable Object value) {
                if (value == null) {
                    throw new AvroDataException("null where a value is needed");
                }
                return read.apply(datum.cast(value));
            }
        };
    }
}
