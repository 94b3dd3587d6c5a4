package dev.holdfast.internal.publish;

import dev.holdfast.annotation.Publishes;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a publisher's interface once, into plans that need no reflection. */
final class InterfaceReader {
    private final CodecRegistry codecs;
    private final Problems problems;

    InterfaceReader(CodecRegistry codecs, Problems problems) {
        this.codecs = codecs;
        this.problems = problems;
    }

    Map<Method, MethodPlan> read(Class<?> type) {
        String place = "publisher " + type.getName();
        Map<Method, MethodPlan> plans = new HashMap<>();
        if (!type.isInterface() || type.isAnnotation()) {
            problems.add("A publisher is an interface; this is " + kind(type) + ".", place);
            return plans;
        }
        // The order of reflection is any order; that of the problems is not.
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                .toList();
        if (methods.stream().noneMatch(method -> method.isAnnotationPresent(Publishes.class))) {
            problems.add("The interface has no method with @Publishes.", place);
            return plans;
        }
        methods.forEach(method -> read(type, method, plans));
        return plans;
    }

    private void read(Class<?> type, Method method, Map<Method, MethodPlan> plans) {
        String place = "publisher " + type.getSimpleName() + "." + method.getName();
        Publishes publishes = method.getAnnotation(Publishes.class);
        if (publishes == null) {
            if (!method.isDefault()) {
                problems.add("The method has neither @Publishes nor a body.", place);
            }
        } else if (method.isDefault()) {
            problems.add("The method has both @Publishes and a body.", place);
        } else {
            new MethodReader(codecs, problems, method, place, publishes.value())
                    .read()
                    .ifPresent(plan -> plans.put(method, plan));
        }
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "an annotation";
        }
        if (type.isRecord()) {
            return "a record";
        }
        return type.isEnum() ? "an enum" : "a class";
    }
}
