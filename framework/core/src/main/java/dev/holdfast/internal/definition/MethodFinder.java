package dev.holdfast.internal.definition;

import dev.holdfast.annotation.Handles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the annotated methods of a class; one that overrides another counts once. */
final class MethodFinder {
    private final TypeHierarchy hierarchy;

    MethodFinder(TypeHierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    List<AnnotatedMethod> find() {
        List<AnnotatedMethod> found = new ArrayList<>();
        for (List<Method> declarations : declarations().values()) {
            declarations.stream()
                    .filter(declaration -> declaration.isAnnotationPresent(Handles.class))
                    .findFirst()
                    .ifPresent(annotated ->
                            found.add(new AnnotatedMethod(readable(annotated, declarations), declarations)));
        }
        return found;
    }

    private Map<Signature, List<Method>> declarations() {
        Map<Signature, List<Method>> bySignature = new LinkedHashMap<>();
        for (Class<?> type : hierarchy.types()) {
            // The JVM gives methods in no order; problems and ids should come in one.
            Method[] methods = type.getDeclaredMethods();
            Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
            for (Method method : methods) {
                if (!method.isSynthetic()) {
                    bySignature
                            .computeIfAbsent(signature(method), signature -> new ArrayList<>())
                            .add(method);
                }
            }
        }
        return bySignature;
    }

    /** Parameters are read where the annotation stands, unless only the overriding method knows their types. */
    private static Method readable(Method annotated, List<Method> declarations) {
        return Arrays.stream(annotated.getGenericParameterTypes()).allMatch(Class.class::isInstance)
                ? annotated
                : declarations.get(0);
    }

    /** A method that overrides a generic one has another erasure; the bridge beside it has the overridden one's. */
    private Signature signature(Method method) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return new Signature(method.getDeclaringClass(), method.getName(), List.of(method.getParameterTypes()));
        }
        for (Class<?> type : hierarchy.types()) {
            for (Method bridge : type.getDeclaredMethods()) {
                if (bridge.isBridge() && overrides(bridge, method)) {
                    for (Method candidate : type.getDeclaredMethods()) {
                        if (!candidate.isBridge() && isBehind(bridge, candidate)) {
                            return new Signature(null, method.getName(), List.of(candidate.getParameterTypes()));
                        }
                    }
                }
            }
        }
        return new Signature(null, method.getName(), List.of(method.getParameterTypes()));
    }

    private static boolean overrides(Method bridge, Method method) {
        return bridge.getName().equals(method.getName())
                && Arrays.equals(bridge.getParameterTypes(), method.getParameterTypes())
                && method.getDeclaringClass().isAssignableFrom(bridge.getDeclaringClass());
    }

    private static boolean isBehind(Method bridge, Method candidate) {
        if (!candidate.getName().equals(bridge.getName())
                || candidate.getParameterCount() != bridge.getParameterCount()) {
            return false;
        }
        Class<?>[] wide = bridge.getParameterTypes();
        Class<?>[] narrow = candidate.getParameterTypes();
        for (int i = 0; i < wide.length; i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
        }
        return bridge.getReturnType().isAssignableFrom(candidate.getReturnType());
    }

    private record Signature(@Nullable Class<?> owner, String name, List<Class<?>> parameters) {}
}
