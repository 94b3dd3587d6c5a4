package dev.holdfast.internal.definition;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method that handles records, with everything that it overrides or implements.
 *
 * @param method the declaration whose parameters are read
 * @param declarations all declarations, the most specific first
 */
record AnnotatedMethod(Method method, List<Method> declarations) {
    /** The most specific annotation of a type. */
    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return declarations.stream()
                .flatMap(declaration -> Arrays.stream(declaration.getDeclaredAnnotationsByType(type)))
                .findFirst();
    }

    /** All annotations, the most specific of each kind. */
    Map<Class<? extends Annotation>, Annotation> annotations() {
        Map<Class<? extends Annotation>, Annotation> found = new LinkedHashMap<>();
        for (Method declaration : declarations) {
            for (Annotation annotation : declaration.getDeclaredAnnotations()) {
                found.putIfAbsent(annotation.annotationType(), annotation);
            }
        }
        return found;
    }
}
