package dev.holdfast.connect.avro;

import org.jspecify.annotations.Nullable;

/**
 * Turns values of one place in a Connect schema into generic values of Avro, and back. Throws {@link
 * org.apache.kafka.connect.errors.DataException} with the place for what does not fit. Immutable.
 */
interface Mapping {
    @Nullable
    Object toAvro(@Nullable Object value);

    @Nullable
    Object toConnect(@Nullable Object datum);
}
