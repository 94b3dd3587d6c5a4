package dev.holdfast;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Objects;

/**
 * A Java type with its generic arguments, captured by an anonymous subclass: {@code new TypeRef<List<Order>>() {}}.
 *
 * <p>Two references are equal when their types are. Immutable.
 *
 * @param <T> the type referred to
 */
public abstract class TypeRef<T> {
    private final Type type;

    /** Captures the type argument of the subclass; an {@link IllegalStateException} is thrown if it has none. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
            throw new IllegalStateException("a TypeRef needs a type argument: new TypeRef<List<String>>() {}");
        }
        this.type = parameterized.getActualTypeArguments()[0];
    }

    private TypeRef(Type type) {
        this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * Refers to a class without type arguments.
     *
     * @param type the class
     * @param <T> the class's type
     * @return a reference to it
     */
    public static <T> TypeRef<T> of(Class<T> type) {
        return new Known<>(type);
    }

    /**
     * Refers to a type known only at run time, such as a method's generic parameter type.
     *
     * @param type any type without free type variables
     * @return a reference to it
     */
    public static TypeRef<?> of(Type type) {
        return new Known<>(type);
    }

    /**
     * Returns the type referred to.
     *
     * @return the type, with its arguments
     */
    public final Type type() {
        return type;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof TypeRef<?> that && type.equals(that.type);
    }

    @Override
    public final int hashCode() {
        return type.hashCode();
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }

    private static final class Known<T> extends TypeRef<T> {
        Known(Type type) {
            super(type);
        }
    }
}
