package dev.holdfast.avroserde;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.AvroSchema;
import org.jspecify.annotations.Nullable;

/** Makes the bindings of a class and of what it holds. Used once. */
final class JavaBindings {
    /** Also those under way: a class may hold itself. */
    private final Map<Class<?>, JavaBinding> named = new HashMap<>();

    JavaBinding of(Class<?> type) {
        return of(type, type.getName());
    }

    /** Of a field or record component, whose annotations count. */
    JavaBinding of(Type type, AnnotatedElement field, boolean nullable, String place) {
        AvroSchema explicit = field.getAnnotation(AvroSchema.class);
        JavaBinding binding = explicit == null ? of(type, place) : explicit(type, explicit.value(), place);
        return nullable ? new NullableBinding(binding, false) : binding;
    }

    private JavaBinding of(Type type, String place) {
        if (type instanceof Class<?> plain) {
            JavaBinding scalar = ScalarBindings.of(plain);
            return scalar == null ? named(plain, place) : scalar;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            Type[] arguments = parameterized.getActualTypeArguments();
            if (raw == Optional.class) {
                return new NullableBinding(of(arguments[0], place), true);
            }
            if (raw == List.class || raw == Collection.class || raw == Set.class) {
                return new ItemsBinding(of(arguments[0], place), raw == Set.class);
            }
            if (raw == Map.class && arguments[0] == String.class) {
                return new MapBinding(of(arguments[1], place));
            }
        }
        throw new IllegalArgumentException(place + ": no Avro for " + type.getTypeName());
    }

    private JavaBinding named(Class<?> type, String place) {
        JavaBinding known = named.get(type);
        if (known != null) {
            return known;
        }
        if (type.isEnum()) {
            return remember(type, enumeration(type));
        }
        if (type.isSealed()) {
            return union(type, place);
        }
        if (type.isInterface()
                || type.isArray()
                || type.isPrimitive()
                || type.getName().startsWith("java.")) {
            throw new IllegalArgumentException(place + ": no Avro for " + type.getTypeName());
        }
        ObjectBinding object = new ObjectBinding(type);
        named.put(type, object);
        object.bind(this);
        return object;
    }

    private JavaBinding remember(Class<?> type, JavaBinding binding) {
        named.put(type, binding);
        return binding;
    }

    private static JavaBinding enumeration(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        List<String> symbols = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            symbols.add(name);
            constants.put(name, constant);
        }
        Schema schema = SchemaBuilder.enumeration(type.getSimpleName())
                .namespace(ObjectBinding.namespace(type))
                .symbols(symbols.toArray(String[]::new));
        return new EnumBinding(schema, constants);
    }

    private JavaBinding union(Class<?> sealed, String place) {
        Map<Class<?>, JavaBinding> branches = new LinkedHashMap<>();
        leaves(sealed, place)
                .forEach(leaf -> branches.put(leaf, named(leaf, place + " (" + leaf.getSimpleName() + ")")));
        return new UnionBinding(branches);
    }

    private static Stream<Class<?>> leaves(Class<?> sealed, String place) {
        return Stream.of(sealed.getPermittedSubclasses()).flatMap(permitted -> {
            if (permitted.isSealed()) {
                return leaves(permitted, place);
            }
            if (!Modifier.isFinal(permitted.getModifiers())) {
                throw new IllegalArgumentException(place + ": " + permitted.getName()
                        + " is not final, so it can't be told what belongs to " + sealed.getName());
            }
            return Stream.of(permitted);
        });
    }

    private static JavaBinding explicit(Type type, String text, String place) {
        Schema schema = new Schema.Parser().parse(text);
        if (type == BigDecimal.class && schema.getLogicalType() instanceof Decimal decimal) {
            return ScalarBindings.decimal(schema, decimal);
        }
        throw new IllegalArgumentException(place + ": @AvroSchema can only give a BigDecimal the logical type decimal");
    }

    /** Whether any annotation of this name stands there, from whatever package. */
    static boolean isNullable(AnnotatedElement... places) {
        return Stream.of(places)
                .flatMap(place -> Stream.of(place.getAnnotations()))
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private record EnumBinding(Schema schema, Map<String, Object> constants) implements JavaBinding {
        @Override
        public Object toAvro(@Nullable Object value) {
            if (value == null) {
                throw new AvroDataException("null where one of " + schema.getFullName() + " is needed");
            }
            return new GenericData.EnumSymbol(schema, ((Enum<?>) value).name());
        }

        @Override
        public @Nullable Object toJava(@Nullable Object datum) {
            return constants.get(String.valueOf(datum));
        }
    }
}
