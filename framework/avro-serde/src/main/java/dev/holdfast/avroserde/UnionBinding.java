package dev.holdfast.avroserde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/** A sealed type as a union of what it permits. */
final class UnionBinding implements JavaBinding {
    private final Map<Class<?>, JavaBinding> byClass;
    private final Map<String, JavaBinding> byName = new HashMap<>();
    private final Schema schema;

    UnionBinding(Map<Class<?>, JavaBinding> branches) {
        this.byClass = branches;
        branches.values().forEach(branch -> byName.put(branch.schema().getFullName(), branch));
        this.schema = Schema.createUnion(
                branches.values().stream().map(JavaBinding::schema).toList());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object toAvro(@Nullable Object value) {
        JavaBinding branch = value == null ? null : byClass.get(value.getClass());
        if (branch == null) {
            throw new AvroDataException("null where one of a sealed type is needed");
        }
        return branch.toAvro(value);
    }

    @Override
    public @Nullable Object toJava(@Nullable Object datum) {
        JavaBinding branch = datum instanceof GenericContainer container
                ? byName.get(container.getSchema().getFullName())
                : null;
        if (branch == null) {
            throw new AvroDataException("no branch of the sealed type");
        }
        return branch.toJava(datum);
    }
}
