package dev.holdfast.internal.invoke;

import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds the call of an annotated method: reads its parameters and its return type once. */
public final class MethodHandlers {
    private MethodHandlers() {}

    /**
     * Reads a method.
     *
     * @param annotated the method as it is declared, with the annotations of its parameters
     * @param target gives the instance to call; asked once per call
     * @param context what else is known
     * @param problems takes what is wrong with parameters and return type
     * @return the plan; empty if there were problems
     */
    public static Optional<InvokerPlan> plan(
            Method annotated, Supplier<?> target, InvokeContext context, Problems problems) {
        ParameterReader reader = new ParameterReader(context, problems);
        List<ArgumentResolver> parameters = reader.read(annotated);
        Optional<ReturnPlan> returns = new ReturnReader(context, problems).read(annotated.getGenericReturnType());
        Optional<MethodCall> call = call(annotated, target, context, problems);
        if (parameters.size() < annotated.getParameterCount() || returns.isEmpty() || call.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PlannedInvoker(context, parameters, reader.takesEmitter(), call.get(), returns.get()).plan());
    }

    private static Optional<MethodCall> call(
            Method annotated, Supplier<?> target, InvokeContext context, Problems problems) {
        try {
            return Optional.of(new MethodCall(annotated, target));
        } catch (IllegalAccessException e) {
            problems.add(
                    "can't be called, as its module does not open "
                            + annotated.getDeclaringClass().getPackageName()
                            + ": open the package, or make the class and the method public in an exported one",
                    context.place());
            return Optional.empty();
        }
    }
}
