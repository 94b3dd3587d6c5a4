package dev.holdfast.internal.invoke;

import dev.holdfast.Delivery;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerInterceptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call with what is left of its interceptors; the arguments have been decoded before. */
final class InterceptedCall implements HandlerInterceptor.Invocation {
    private final HandlerInfo handler;
    private final Call call;
    private final List<HandlerInterceptor> interceptors;
    private final int next;
    private final HandlerCall body;
    private final @Nullable Object[] arguments;

    InterceptedCall(
            HandlerInfo handler,
            Call call,
            List<HandlerInterceptor> interceptors,
            int next,
            HandlerCall body,
            @Nullable Object[] arguments) {
        this.handler = handler;
        this.call = call;
        this.interceptors = interceptors;
        this.next = next;
        this.body = body;
        this.arguments = arguments;
    }

    @Override
    public HandlerInfo handler() {
        return handler;
    }

    @Override
    public Delivery delivery() {
        return call.delivery();
    }

    @Override
    public @Nullable Object proceed() throws Exception {
        if (next == interceptors.size()) {
            return body.call(arguments);
        }
        return interceptors
                .get(next)
                .around(new InterceptedCall(handler, call, interceptors, next + 1, body, arguments));
    }
}
