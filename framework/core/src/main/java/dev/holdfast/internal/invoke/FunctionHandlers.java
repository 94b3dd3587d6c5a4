package dev.holdfast.internal.invoke;

import dev.holdfast.AsyncMessageHandler;
import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.MessageHandler;
import dev.holdfast.Topic;
import dev.holdfast.ValueHandler;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Builds the call of a handler that was given to the builder as a function. */
public final class FunctionHandlers {
    // Method handles, as the types of key and value are only known to the topic.
    private static final MethodHandle HANDLE = handle(MessageHandler.class, Message.class);
    private static final MethodHandle HANDLE_ASYNC = handle(AsyncMessageHandler.class, Message.class);
    private static final MethodHandle HANDLE_VALUE = handle(ValueHandler.class, Object.class);

    private FunctionHandlers() {}

    /**
     * Plans the call of a function of values. Records without a value fail as {@code null-value}.
     *
     * @param topic the types to decode to
     * @param handler the function
     * @param context what else is known
     * @param problems takes types without codec
     * @param <V> the type of values
     * @return the plan; empty if there were problems
     */
    public static <V> Optional<InvokerPlan> planValue(
            Topic<?, V> topic, ValueHandler<V> handler, InvokeContext context, Problems problems) {
        CodecLookup codecs = new CodecLookup(context, problems);
        HandlerCall body = arguments -> MethodCall.invoke(HANDLE_VALUE, handler, arguments);
        ReturnPlan returns = new ReturnPlan(null, outcomes(context));
        return codecs.decoder(topic.valueType().type(), Part.VALUE, context.place())
                .map(value -> List.<ArgumentResolver>of(new PartResolver(value, Absence.FAILS), Call::delivery))
                .map(parameters -> new PlannedInvoker(context, parameters, false, body, returns).plan());
    }

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
        return plan(
                topic,
                arguments -> MethodCall.invoke(HANDLE, handler, arguments),
                new ReturnPlan(null, outcomes(context)),
                context,
                problems);
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
        return plan(
                topic,
                arguments -> MethodCall.invoke(HANDLE_ASYNC, handler, arguments),
                new ReturnPlan(CompletionStage.class::cast, outcomes(context)),
                context,
                problems);
    }

    private static Optional<InvokerPlan> plan(
            Topic<?, ?> topic, HandlerCall body, ReturnPlan returns, InvokeContext context, Problems problems) {
        CodecLookup codecs = new CodecLookup(context, problems);
        Optional<PartDecoder> key = codecs.decoder(topic.keyType().type(), Part.KEY, context.place());
        Optional<PartDecoder> value = codecs.decoder(topic.valueType().type(), Part.VALUE, context.place());
        if (key.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        List<ArgumentResolver> parameters = List.of(new MessageResolver(key.get(), value.get()), Call::delivery);
        return Optional.of(new PlannedInvoker(context, parameters, false, body, returns).plan());
    }

    private static ResultReader outcomes(InvokeContext context) {
        return new OutcomeResult(MessageEncoder.byClass(context.emits(), context.codecs()));
    }

    private static MethodHandle handle(Class<?> function, Class<?> first) {
        try {
            return MethodCall.handle(function.getMethod("handle", first, Delivery.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
