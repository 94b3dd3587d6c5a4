package dev.holdfast.internal.publish;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the calls of a publisher's interface from plans that were made before. */
final class InterfaceCalls implements InvocationHandler {
    private final Class<?> type;
    private final Map<Method, MethodPlan> plans;
    private final Sender sender;
    private final ThreadRule rule;

    InterfaceCalls(Class<?> type, Map<Method, MethodPlan> plans, Sender sender, ThreadRule rule) {
        this.type = type;
        this.plans = Map.copyOf(plans);
        this.sender = sender;
        this.rule = rule;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        MethodPlan plan = plans.get(method);
        if (plan != null) {
            rule.check(type.getSimpleName() + "." + method.getName());
            return plan.call(arguments, sender);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "publisher " + type.getName();
        };
    }
}
