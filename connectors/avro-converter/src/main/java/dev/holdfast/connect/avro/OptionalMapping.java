package dev.holdfast.connect.avro;

import org.jspecify.annotations.Nullable;

/** What is optional as a union with null. */
record OptionalMapping(Mapping present) implements Mapping {
    @Override
    public @Nullable Object toAvro(@Nullable Object value) {
        return value == null ? null : present.toAvro(value);
    }

    @Override
    public @Nullable Object toConnect(@Nullable Object datum) {
        return datum == null ? null : present.toConnect(datum);
    }
}
