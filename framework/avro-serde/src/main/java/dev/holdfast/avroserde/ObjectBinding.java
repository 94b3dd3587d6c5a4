package dev.holdfast.avroserde;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroDoc;
import org.jspecify.annotations.Nullable;

/** A Java record or a plain class as a record of Avro. */
final class ObjectBinding implements JavaBinding {
    private final Schema schema;
    private final JavaShape shape;
    private final List<JavaBinding> fields = new ArrayList<>();

    ObjectBinding(Class<?> type) {
        this.shape = JavaShape.of(type);
        AvroDoc doc = type.getAnnotation(AvroDoc.class);
        this.schema =
                Schema.createRecord(type.getSimpleName(), doc == null ? null : doc.value(), namespace(type), false);
    }

    /** As Avro's own reflection has it: nested classes are in the namespace of their class. */
    static String namespace(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getPackageName() : outer.getName().replace('$', '.');
    }

    /** Fills in the fields, when the schema is known already to those that hold it. */
    void bind(JavaBindings bindings) {
        List<Schema.Field> all = new ArrayList<>();
        for (JavaShape.Property property : shape.properties()) {
            JavaBinding binding = bindings.of(
                    property.type(),
                    property.field(),
                    property.nullable(),
                    shape.type().getName() + "." + property.name());
            fields.add(binding);
            AvroDoc doc = property.field().getAnnotation(AvroDoc.class);
            all.add(new Schema.Field(
                    property.name(), binding.schema(), doc == null ? null : doc.value(), initial(property, binding)));
        }
        schema.setFields(all);
    }

    private static @Nullable Object initial(JavaShape.Property property, JavaBinding binding) {
        AvroDefault initial = property.field().getAnnotation(AvroDefault.class);
        if (initial != null) {
            String holder = "{\"type\":\"record\",\"name\":\"Holder\",\"fields\":[{\"name\":\"value\",\"type\":"
                    + binding.schema() + ",\"default\":" + initial.value() + "}]}";
            return new Schema.Parser().parse(holder).getField("value").defaultVal();
        }
        return binding instanceof NullableBinding ? JsonProperties.NULL_VALUE : null;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Object toAvro(@Nullable Object value) {
        if (!shape.type().isInstance(value)) {
            throw new AvroDataException("no " + schema.getFullName() + " where one is needed");
        }
        GenericData.Record avro = new GenericData.Record(schema);
        for (int i = 0; i < fields.size(); i++) {
            Object field = shape.get(value, i);
            if (field == null && !(fields.get(i) instanceof NullableBinding)) {
                throw new AvroDataException(schema.getFullName() + "."
                        + shape.properties().get(i).name() + " is null, but neither Optional nor @Nullable");
            }
            avro.put(i, fields.get(i).toAvro(field));
        }
        return avro;
    }

    @Override
    public Object toJava(@Nullable Object datum) {
        if (!(datum instanceof IndexedRecord avro)) {
            throw new AvroDataException("no record where " + schema.getFullName() + " is needed");
        }
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).toJava(avro.get(i));
        }
        return shape.create(values);
    }
}
