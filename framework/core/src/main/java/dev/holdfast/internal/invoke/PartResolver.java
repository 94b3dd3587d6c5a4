package dev.holdfast.internal.invoke;

import org.jspecify.annotations.Nullable;

/** The decoded key or value. */
record PartResolver(PartDecoder decoder, Absence absence) implements ArgumentResolver {
    @Override
    public @Nullable Object resolve(Call call) {
        Object decoded = decoder.decode(call);
        if (decoded == null && absence == Absence.FAILS) {
            String part = decoder.partName();
            throw new UnusableRecordException(
                    "null-" + part,
                    "the record at " + call.coordinates() + " has no " + part
                            + ", and the handler's parameter is neither Optional nor @Nullable",
                    null);
        }
        return absence.wrap(decoded);
    }
}
