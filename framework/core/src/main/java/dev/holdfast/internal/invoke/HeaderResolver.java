package dev.holdfast.internal.invoke;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The last header of a name, as text or as bytes. A header whose value is null counts as missing. */
record HeaderResolver(String name, boolean text, Absence absence) implements ArgumentResolver {
    @Override
    public @Nullable Object resolve(Call call) {
        Header header = call.headers().lastHeader(name);
        byte[] bytes = header == null ? null : header.value();
        if (bytes == null) {
            if (absence == Absence.FAILS) {
                throw new UnusableRecordException(
                        "missing-header",
                        "the record at " + call.coordinates() + " has no header '" + name
                                + "', and the handler's parameter is neither Optional nor @Nullable",
                        null);
            }
            return absence.wrap(null);
        }
        return absence.wrap(text ? new String(bytes, StandardCharsets.UTF_8) : bytes);
    }
}
