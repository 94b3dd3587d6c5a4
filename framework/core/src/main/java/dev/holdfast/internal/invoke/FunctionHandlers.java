package dev.holdfast.internal.invoke;

import dev.holdfast.AsyncMessageHandler;
import dev.holdfast.MessageHandler;
import dev.holdfast.Topic;
import dev.holdfast.internal.problem.Problems;
import java.util.Optional;

/** Builds the call of a handler that was given to the builder as a function. */
public final class FunctionHandlers {
    private FunctionHandlers() {}

    /**
     * Plans the call of a function. Values may be null in its messages.
     *
     * @param topic the types to decode to
     * @param handler the function
     * @param context what else is known
     * @param problems takes types without codec
     * @param <K> the type of keys
     * @param <V> the type of values
     * @return the plan; empty if there were problems
     */
    public static <K, V> Optional<InvokerPlan> plan(
            Topic<K, V> topic, MessageHandler<K, V> handler, InvokeContext context, Problems problems) {
        problems.add("Functions can't be called yet: " + topic + handler, context.place());
        return Optional.empty();
    }

    /**
     * Plans the call of a function that answers later. Values may be null in its messages.
     *
     * @param topic the types to decode to
     * @param handler the function
     * @param context what else is known
     * @param problems takes types without codec
     * @param <K> the type of keys
     * @param <V> the type of values
     * @return the plan; empty if there were problems
     */
    public static <K, V> Optional<InvokerPlan> planAsync(
            Topic<K, V> topic, AsyncMessageHandler<K, V> handler, InvokeContext context, Problems problems) {
        problems.add("Functions can't be called yet: " + topic + handler, context.place());
        return Optional.empty();
    }
}
