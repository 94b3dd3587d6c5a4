package dev.holdfast.avroserde;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Lists and sets as arrays. What is read can't be changed. */
final class ItemsBinding implements JavaBinding {
    private final JavaBinding item;
    private final boolean set;
    private final Schema schema;

    ItemsBinding(JavaBinding item, boolean set) {
        this.item = item;
        this.set = set;
        this.schema = Schema.createArray(item.schema());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Object toAvro(@Nullable Object value) {
        if (!(value instanceof Collection<?> items)) {
            throw new AvroDataException("null where a collection is needed");
        }
        List<@Nullable Object> all = new ArrayList<>(items.size());
        items.forEach(each -> all.add(item.toAvro(each)));
        return all;
    }

    @Override
    public Object toJava(@Nullable Object datum) {
        if (!(datum instanceof Collection<?> items)) {
            throw new AvroDataException("no array where a collection is needed");
        }
        Collection<@Nullable Object> all = set ? new LinkedHashSet<>() : new ArrayList<>();
        items.forEach(each -> all.add(item.toJava(each)));
        return all instanceof LinkedHashSet<@Nullable Object> distinct
                ? Collections.unmodifiableSet(distinct)
                : Collections.unmodifiableList((ArrayList<@Nullable Object>) all);
    }
}
