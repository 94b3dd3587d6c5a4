package dev.holdfast.internal.invoke;

/**
 * How a handler is called.
 *
 * @param invoker calls it
 * @param async whether a call may return before it is complete
 */
public record InvokerPlan(HandlerInvoker invoker, boolean async) {}
