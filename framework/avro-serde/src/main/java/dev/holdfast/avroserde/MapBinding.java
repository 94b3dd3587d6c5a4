package dev.holdfast.avroserde;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Maps from text. What is read can't be changed. */
final class MapBinding implements JavaBinding {
    private final JavaBinding value;
    private final Schema schema;

    MapBinding(JavaBinding value) {
        this.value = value;
        this.schema = Schema.createMap(value.schema());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Object toAvro(@Nullable Object given) {
        if (!(given instanceof Map<?, ?> entries)) {
            throw new AvroDataException("null where a map is needed");
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        entries.forEach((key, each) -> all.put(key.toString(), value.toAvro(each)));
        return all;
    }

    @Override
    public Object toJava(@Nullable Object datum) {
        if (!(datum instanceof Map<?, ?> entries)) {
            throw new AvroDataException("no map where one is needed");
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        entries.forEach((key, each) -> all.put(key.toString(), value.toJava(each)));
        return Collections.unmodifiableMap(all);
    }
}
