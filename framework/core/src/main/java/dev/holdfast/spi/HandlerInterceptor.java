package dev.holdfast.spi;

import dev.holdfast.Delivery;
import org.jspecify.annotations.Nullable;

/** Stands around every call of every handler: logging context, tracing, limits. Thread-safe. */
@FunctionalInterface
public interface HandlerInterceptor {
    /**
     * Calls the rest. Runs on the handler's thread.
     *
     * @param invocation the call
     * @return what {@link Invocation#proceed} returned
     * @throws Exception what the handler threw; it counts as the handler's
     */
    @Nullable
    Object around(Invocation invocation) throws Exception;

    /** One call of a handler. */
    interface Invocation {
        /**
         * The handler that is called.
         *
         * @return the handler
         */
        HandlerInfo handler();

        /**
         * The record's origin and attempt.
         *
         * @return the delivery
         */
        Delivery delivery();

        /**
         * Calls the next interceptor or the handler; once.
         *
         * @return what the handler returned
         * @throws Exception what the handler threw
         */
        @Nullable
        Object proceed() throws Exception;
    }
}
