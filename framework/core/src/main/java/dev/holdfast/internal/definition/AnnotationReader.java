package dev.holdfast.internal.definition;

import dev.holdfast.Order;
import dev.holdfast.StartPosition;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.internal.invoke.MethodHandlers;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.HandlerFeature;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the handlers and the group of an annotated class. */
final class AnnotationReader {
    private final Problems problems;

    AnnotationReader(Problems problems) {
        this.problems = problems;
    }

    /** What a class says. */
    record Found(List<HandlerDraft> handlers, Optional<GroupDraft> group) {
        static final Found NOTHING = new Found(List.of(), Optional.empty());
    }

    Found read(Object target) {
        if (target instanceof Class<?> type) {
            problems.add(
                    "a class was given where an instance is needed: call handlers(new " + type.getSimpleName()
                            + "(…)) or handlers(Class, Supplier)",
                    "class " + type.getSimpleName());
            return Found.NOTHING;
        }
        return read(target.getClass(), () -> target);
    }

    Found read(Class<?> type, Supplier<?> target) {
        ProxyShape shape = ProxyShape.of(type);
        TypeHierarchy hierarchy = TypeHierarchy.of(shape.written());
        List<AnnotatedMethod> methods = new MethodFinder(hierarchy).find();
        if (methods.isEmpty()) {
            problems.add(nothingFound(shape), "class " + name(shape.written()));
            return Found.NOTHING;
        }
        Optional<ConsumerGroup> group = hierarchy.annotation(ConsumerGroup.class);
        List<HandlerDraft> handlers = new ArrayList<>();
        for (AnnotatedMethod method : methods) {
            handlers.add(draft(method, shape, hierarchy, group, target));
        }
        return new Found(handlers, group.map(annotation -> group(annotation, "class " + name(shape.written()))));
    }

    private static String nothingFound(ProxyShape shape) {
        if (!shape.jdkProxy()) {
            return "the class has no method with @Handles, nor have its superclasses and interfaces";
        }
        String interfaces = Arrays.stream(shape.written().getInterfaces())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return "the object is a JDK proxy, which hides all but the methods of its interfaces (" + interfaces
                + "), and none of those has @Handles: move the annotation to the interface, or let the container make"
                + " proxies of classes";
    }

    private GroupDraft group(ConsumerGroup annotation, String place) {
        if (annotation.value().isBlank()) {
            problems.add("@ConsumerGroup names no group", place);
        }
        return new GroupDraft(
                annotation.value(),
                HandlerDraft.ANNOTATION,
                place,
                annotation.consumers() == 0 ? null : annotation.consumers(),
                parse(annotation.startFrom(), StartPosition::parse, place + " (startFrom)"),
                annotation.guarantee());
    }

    private HandlerDraft draft(
            AnnotatedMethod found,
            ProxyShape shape,
            TypeHierarchy hierarchy,
            Optional<ConsumerGroup> group,
            Supplier<?> target) {
        Method method = found.method();
        String name = name(shape.jdkProxy() ? method.getDeclaringClass() : shape.written()) + "." + method.getName();
        String place = "handler " + name;
        Handles handles = found.annotation(Handles.class).orElseThrow();
        boolean callable = callable(found, shape, place);
        Duration timeout = parse(handles.timeout(), ValueText::duration, place + " (timeout)");
        return new HandlerDraft(
                HandlerDraft.ANNOTATION,
                name,
                handles.id().isEmpty() ? null : handles.id(),
                group.map(ConsumerGroup::value)
                        .filter(value -> !value.isBlank())
                        .orElse(null),
                List.of(handles.value()),
                handles.order() == Order.KEY ? null : handles.order(),
                handles.concurrency() == 0 ? null : handles.concurrency(),
                timeout,
                null,
                emits(found, place),
                features(found, hierarchy, place),
                (context, list) -> callable ? MethodHandlers.plan(method, target, context, list) : Optional.empty());
    }

    private boolean callable(AnnotatedMethod found, ProxyShape shape, String place) {
        Optional<String> problem = found.declarations().stream()
                .flatMap(method -> obstacle(method, shape).stream())
                .findFirst();
        problem.ifPresent(message -> problems.add(message, place));
        return problem.isEmpty();
    }

    private static Optional<String> obstacle(Method method, ProxyShape shape) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            return Optional.of("a handler can't be static: it is called through the instance that was given");
        }
        if (Modifier.isPrivate(modifiers)) {
            return Optional.of("a handler can't be private: no proxy could stand in front of it");
        }
        if (shape.isProxy() && Modifier.isFinal(modifiers) && !shape.jdkProxy()) {
            return Optional.of("the method is final, so the proxy " + proxyName(shape)
                    + " can't stand in front of it: remove 'final'");
        }
        if (shape.hides(method)) {
            return Optional.of("the proxy " + proxyName(shape)
                    + " can't see the method, which is package-private: make it protected or public");
        }
        return Optional.empty();
    }

    private static String proxyName(ProxyShape shape) {
        return name(shape.generated().get(0));
    }

    private List<String> emits(AnnotatedMethod found, String place) {
        Optional<Emits> emits = found.annotation(Emits.class);
        if (emits.isPresent() && emits.get().value().length == 0) {
            problems.add("@Emits names no topic", place);
        }
        return emits.map(annotation -> List.of(annotation.value())).orElse(List.of());
    }

    private List<HandlerFeature> features(AnnotatedMethod found, TypeHierarchy hierarchy, String place) {
        Map<Class<? extends Annotation>, Annotation> all = new LinkedHashMap<>(found.annotations());
        hierarchy.annotations().forEach(all::putIfAbsent);
        return new FeatureAnnotations(problems).read(all.values(), place);
    }

    private <T> @Nullable T parse(String text, Function<String, T> parser, String place) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()), place);
            return null;
        }
    }

    /** The simple name, also of anonymous classes, which have none. */
    static String name(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? type.getName().substring(type.getName().lastIndexOf('.') + 1) : simple;
    }
}
