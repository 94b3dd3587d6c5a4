package dev.holdfast.avroserde;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroName;
import org.jspecify.annotations.Nullable;

/**
 * What a class consists of, and how its objects are taken apart and made: a record by its canonical constructor, any other
 * class by the one without parameters and its fields.
 *
 * @param type the class
 * @param properties its parts, in the order of their schema
 * @param constructor makes an object
 */
record JavaShape(Class<?> type, List<Property> properties, Constructor<?> constructor) {
    /**
     * A part of an object.
     *
     * @param name its name in the schema
     * @param type its type
     * @param field where it is, with its annotations
     * @param nullable whether an annotation says that it may be null
     */
    record Property(String name, Type type, Field field, boolean nullable) {}

    static JavaShape of(Class<?> type) {
        try {
            return type.isRecord() ? ofRecord(type) : ofClass(type);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no constructor without parameters", e);
        } catch (NoSuchFieldException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    type.getName() + " can't be looked into: its module must open its package", e);
        }
    }

    private static JavaShape ofRecord(Class<?> type) throws NoSuchMethodException, NoSuchFieldException {
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = opened(type.getDeclaredField(component.getName()));
            properties.add(property(
                    field,
                    component.getGenericType(),
                    JavaBindings.isNullable(component, component.getAnnotatedType(), field)));
        }
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return new JavaShape(type, properties, opened(type.getDeclaredConstructor(types)));
    }

    /** In alphabetical order, those of superclasses behind: the order of Avro's own reflection. */
    private static JavaShape ofClass(Class<?> type) throws NoSuchMethodException {
        List<Property> properties = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredFields())
                    .filter(field -> !field.isSynthetic()
                            && (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                            && !field.isAnnotationPresent(AvroIgnore.class))
                    .sorted(Comparator.comparing(Field::getName))
                    .map(JavaShape::opened)
                    .map(field -> property(
                            field, field.getGenericType(), JavaBindings.isNullable(field, field.getAnnotatedType())))
                    .forEach(properties::add);
        }
        return new JavaShape(type, properties, opened(type.getDeclaredConstructor()));
    }

    private static Property property(Field field, Type type, boolean nullable) {
        AvroName name = field.getAnnotation(AvroName.class);
        return new Property(name == null ? field.getName() : name.value(), type, field, nullable);
    }

    private static <A extends AccessibleObject> A opened(A member) {
        member.setAccessible(true);
        return member;
    }

    @Nullable
    Object get(Object object, int property) {
        try {
            return properties.get(property).field().get(object);
        } catch (IllegalAccessException e) {
            throw new AvroDataException(type.getName() + " can't be looked into");
        }
    }

    /** Only the kind of a failure goes on: what a constructor says about a value may show it. */
    Object create(@Nullable Object[] values) {
        try {
            if (type.isRecord()) {
                return constructor.newInstance(values);
            }
            Object made = constructor.newInstance();
            for (int i = 0; i < values.length; i++) {
                properties.get(i).field().set(made, values[i]);
            }
            return made;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw AvroDataException.because("no " + type.getName() + " can be made", cause);
        }
    }
}
