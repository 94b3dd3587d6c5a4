package dev.holdfast.avroserde;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The classes that one generated class is made of, and no others: its own schema names them, so they are as trusted as it
 * is. A record's schema can't bring in another one, whatever names and properties it has.
 */
final class ClosedSpecificData extends SpecificData {
    private final Map<String, Class<?>> classes = new HashMap<>();

    ClosedSpecificData(Class<?> root, Schema schema) {
        super(root.getClassLoader());
        SpecificData.getForClass(root).getConversions().forEach(this::addLogicalTypeConversion);
        collect(schema, Collections.newSetFromMap(new IdentityHashMap<>()));
        classes.put(schema.getFullName(), root);
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }

    private void collect(Schema schema, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        parts(schema).forEach(part -> collect(part, seen));
        switch (schema.getType()) {
            case RECORD, ENUM, FIXED ->
                find(schema, getClassLoader()).ifPresent(found -> classes.put(schema.getFullName(), found));
            default -> {}
        }
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            case UNION -> schema.getTypes();
            default -> List.of();
        };
    }

    /** A generated class by a schema's name, also as a nested one; nothing else, and it is not initialized. */
    static Optional<Class<?>> find(Schema schema, ClassLoader loader) {
        return names(SpecificData.getClassName(schema))
                .flatMap(name -> load(name, loader))
                .filter(found -> SpecificRecord.class.isAssignableFrom(found)
                        || SpecificFixed.class.isAssignableFrom(found)
                        || found.isEnum())
                .findFirst();
    }

    private static Stream<String> names(String name) {
        return Stream.concat(
                Stream.of(name),
                IntStream.iterate(name.lastIndexOf('.'), dot -> dot > 0, dot -> name.lastIndexOf('.', dot - 1))
                        .mapToObj(dot ->
                                name.substring(0, dot) + name.substring(dot).replace('.', '$')));
    }

    private static Stream<Class<?>> load(String name, ClassLoader loader) {
        try {
            return Stream.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            // Then it is a generic record, or the next name is tried.
            return Stream.empty();
        }
    }
}
