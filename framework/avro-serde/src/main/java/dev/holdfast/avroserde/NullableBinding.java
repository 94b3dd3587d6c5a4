package dev.holdfast.avroserde;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A union with null, which stands first so that null can be its default. */
final class NullableBinding implements JavaBinding {
    private final JavaBinding present;
    private final boolean optional;
    private final Schema schema;

    NullableBinding(JavaBinding present, boolean optional) {
        this.present = present;
        this.optional = optional;
        this.schema = withNull(present.schema());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object toAvro(@Nullable Object value) {
        Object inner = optional && value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
        return inner == null ? null : present.toAvro(inner);
    }

    @Override
    public @Nullable Object toJava(@Nullable Object datum) {
        Object inner = datum == null ? null : present.toJava(datum);
        return optional ? Optional.ofNullable(inner) : inner;
    }

    private static Schema withNull(Schema schema) {
        Schema none = Schema.create(Schema.Type.NULL);
        if (schema.getType() != Schema.Type.UNION) {
            return Schema.createUnion(none, schema);
        }
        List<Schema> all = new ArrayList<>();
        all.add(none);
        all.addAll(schema.getTypes());
        return Schema.createUnion(all);
    }
}
