package dev.holdfast.connect.avro;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps whose keys are text, as Avro's. */
record TextMapMapping(Mapping value, FieldPath at) implements Mapping {
    @Override
    public Object toAvro(@Nullable Object given) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        entries(given).forEach((key, each) -> all.put(text(key), value.toAvro(each)));
        return all;
    }

    @Override
    public Object toConnect(@Nullable Object datum) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        entries(datum).forEach((key, each) -> all.put(text(key), value.toConnect(each)));
        return all;
    }

    private String text(@Nullable Object key) {
        if (key instanceof CharSequence text) {
            return text.toString();
        }
        throw at.keys().failure("is no text");
    }

    private Map<?, ?> entries(@Nullable Object value) {
        if (value instanceof Map<?, ?> entries) {
            return entries;
        }
        throw at.failure(value == null ? "is null, but not optional" : "is no map but " + value.getClass());
    }
}
