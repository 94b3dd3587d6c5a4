package dev.holdfast.internal.invoke;

import dev.holdfast.spi.HandlerInterceptor;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps of an invocation as they were planned: arguments, call, result. */
final class PlannedInvoker implements HandlerInvoker {
    private final InvokeContext context;
    private final Set<String> sources;
    private final List<HandlerInterceptor> interceptors;
    private final ArgumentResolver[] parameters;
    private final HandlerCall body;
    private final ReturnPlan returns;
    private final boolean takesEmitter;
    private final Failures failures;

    PlannedInvoker(
            InvokeContext context,
            List<ArgumentResolver> parameters,
            boolean takesEmitter,
            HandlerCall body,
            ReturnPlan returns) {
        this.context = context;
        this.sources = Set.copyOf(context.info().topics());
        this.interceptors = List.copyOf(context.interceptors());
        this.parameters = parameters.toArray(ArgumentResolver[]::new);
        this.body = body;
        this.returns = returns;
        this.takesEmitter = takesEmitter;
        this.failures = new Failures(context.place());
    }

    InvokerPlan plan() {
        return new InvokerPlan(this, returns.isAsync());
    }

    @Override
    public @Nullable Verdict invoke(HandlerRecord record, Consumer<Verdict> later) {
        EmitterStage stage = takesEmitter ? new EmitterStage(context.emits(), context.codecs()) : null;
        Call call = new Call(record, sources, stage);
        try {
            Object returned = called(call, arguments(call));
            return returns.isAsync()
                    ? new AwaitedResult(call, returns.result(), failures, later).await(returns.stageOf(returned))
                    : returns.result().read(returned, call);
        } catch (Throwable thrown) {
            call.discard();
            return failures.classify(thrown);
        }
    }

    private @Nullable Object[] arguments(Call call) {
        @Nullable Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = parameters[i].resolve(call);
        }
        return arguments;
    }

    private @Nullable Object called(Call call, @Nullable Object[] arguments) throws Exception {
        return interceptors.isEmpty()
                ? body.call(arguments)
                : new InterceptedCall(context.info(), call, interceptors, 0, body, arguments).proceed();
    }
}
