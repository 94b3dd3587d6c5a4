package dev.holdfast.json;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What sealed classes and interfaces permit, by simple name. */
final class SealedHierarchy {
    private SealedHierarchy() {}

    /** Enums with bodies are sealed by the compiler, and the JDK seals types that strings and numbers implement. */
    static boolean isSealed(Class<?> type) {
        return type.isSealed() && !type.isEnum() && type.getClassLoader() != null;
    }

    /** The outermost sealed type that a class belongs to. */
    static Optional<Class<?>> rootOf(Class<?> type) {
        Stream<Class<?>> above =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
        Optional<Class<?>> root =
                above.map(SealedHierarchy::rootOf).flatMap(Optional::stream).findFirst();
        return root.isPresent() || !isSealed(type) ? root : Optional.of(type);
    }

    /**
     * The classes that values of a sealed type can have.
     *
     * @throws IllegalArgumentException if two of them have one simple name, or if they are not all known
     */
    static Map<String, Class<?>> leavesOf(Class<?> sealed) {
        Map<String, Class<?>> leaves = new LinkedHashMap<>();
        collect(sealed, leaves);
        return leaves;
    }

    private static void collect(Class<?> type, Map<String, Class<?>> leaves) {
        if (isSealed(type)) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, leaves);
            }
            if (Modifier.isAbstract(type.getModifiers())) {
                return;
            }
        } else if (!Modifier.isFinal(type.getModifiers()) && !type.isEnum()) {
            throw new IllegalArgumentException(type.getName() + " is non-sealed, so its subclasses are not known: name"
                    + " them with @JsonTypeInfo(use = NAME) and @JsonSubTypes on the sealed type");
        }
        Class<?> other = leaves.put(type.getSimpleName(), type);
        if (other != null && other != type) {
            throw new IllegalArgumentException(other.getName() + " and " + type.getName() + " have one simple name, by"
                    + " which JSON could not tell them apart: name them with @JsonTypeInfo(use = NAME) and"
                    + " @JsonSubTypes on the sealed type");
        }
    }
}
