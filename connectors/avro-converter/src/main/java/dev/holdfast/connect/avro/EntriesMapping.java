package dev.holdfast.connect.avro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Maps with other keys, as arrays of entries: Avro's own maps have text as keys. */
record EntriesMapping(Schema entry, Mapping key, Mapping value, FieldPath at) implements Mapping {
    @Override
    public Object toAvro(@Nullable Object given) {
        if (!(given instanceof Map<?, ?> entries)) {
            throw at.failure(given == null ? "is null, but not optional" : "is no map but " + given.getClass());
        }
        List<IndexedRecord> all = new ArrayList<>(entries.size());
        entries.forEach((eachKey, eachValue) -> {
            GenericData.Record avro = new GenericData.Record(entry);
            avro.put(Names.KEY, key.toAvro(eachKey));
            avro.put(Names.VALUE, value.toAvro(eachValue));
            all.add(avro);
        });
        return all;
    }

    @Override
    public Object toConnect(@Nullable Object datum) {
        if (!(datum instanceof Collection<?> entries)) {
            throw at.failure("is no array of entries");
        }
        Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
        for (Object each : entries) {
            IndexedRecord avro = (IndexedRecord) each;
            int keyAt = avro.getSchema().getField(Names.KEY).pos();
            all.put(key.toConnect(avro.get(keyAt)), value.toConnect(avro.get(1 - keyAt)));
        }
        return all;
    }
}
