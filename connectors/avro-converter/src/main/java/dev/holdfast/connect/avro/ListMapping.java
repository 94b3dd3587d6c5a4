package dev.holdfast.connect.avro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays. */
record ListMapping(Mapping item, FieldPath at) implements Mapping {
    @Override
    public Object toAvro(@Nullable Object value) {
        List<@Nullable Object> all = new ArrayList<>();
        items(value).forEach(each -> all.add(item.toAvro(each)));
        return all;
    }

    @Override
    public Object toConnect(@Nullable Object datum) {
        List<@Nullable Object> all = new ArrayList<>();
        items(datum).forEach(each -> all.add(item.toConnect(each)));
        return all;
    }

    private Collection<?> items(@Nullable Object value) {
        if (value instanceof Collection<?> items) {
            return items;
        }
        throw at.failure(value == null ? "is null, but not optional" : "is no list but " + value.getClass());
    }
}
