package dev.holdfast.internal.invoke;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;

/** Questions about generic types. */
final class Shapes {
    private Shapes() {}

    /** The class behind a type; Object for variables and wildcards. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    /** The type arguments; empty for a raw type. */
    static List<Type> arguments(Type type) {
        return type instanceof ParameterizedType parameterized
                ? List.of(parameterized.getActualTypeArguments())
                : List.of();
    }

    static boolean isWildcard(Type type) {
        return type instanceof WildcardType;
    }

    /** Whether a type variable stands in it anywhere. */
    static boolean hasVariable(Type type) {
        if (type instanceof TypeVariable<?>) {
            return true;
        }
        if (type instanceof GenericArrayType array) {
            return hasVariable(array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return List.of(wildcard.getUpperBounds()).stream().anyMatch(Shapes::hasVariable)
                    || List.of(wildcard.getLowerBounds()).stream().anyMatch(Shapes::hasVariable);
        }
        return arguments(type).stream().anyMatch(Shapes::hasVariable);
    }

    /** The wrapper of a primitive, else the type itself. */
    static Type boxed(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive()
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }
}
