package dev.holdfast.internal.invoke;

import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Method;
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
        problems.add("Methods can't be read yet: " + annotated + target, context.place());
        return Optional.empty();
    }
}
