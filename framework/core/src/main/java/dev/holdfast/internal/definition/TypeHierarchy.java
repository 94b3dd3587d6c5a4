package dev.holdfast.internal.definition;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types that a class consists of: itself, its superclasses, then all interfaces; the most specific first, JDK proxies left out. */
final class TypeHierarchy {
    private final List<Class<?>> types;

    private TypeHierarchy(List<Class<?>> types) {
        this.types = types;
    }

    static TypeHierarchy of(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        Deque<Class<?>> interfaces = new ArrayDeque<>();
        for (@Nullable Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (!Proxy.isProxyClass(c)) {
                found.add(c);
            }
            interfaces.addAll(Arrays.asList(c.getInterfaces()));
        }
        while (!interfaces.isEmpty()) {
            Class<?> next = interfaces.removeFirst();
            if (found.add(next)) {
                interfaces.addAll(Arrays.asList(next.getInterfaces()));
            }
        }
        return new TypeHierarchy(new ArrayList<>(found));
    }

    List<Class<?>> types() {
        return types;
    }

    /** The most specific annotation of a type. */
    <A extends Annotation> Optional<A> annotation(Class<A> annotation) {
        return types.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredAnnotationsByType(annotation)))
                .findFirst();
    }

    /** All annotations on the types, the most specific of each kind. */
    Map<Class<? extends Annotation>, Annotation> annotations() {
        Map<Class<? extends Annotation>, Annotation> found = new LinkedHashMap<>();
        for (Class<?> type : types) {
            for (Annotation annotation : type.getDeclaredAnnotations()) {
                found.putIfAbsent(annotation.annotationType(), annotation);
            }
        }
        return found;
    }
}
