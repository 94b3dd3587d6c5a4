package dev.holdfast.internal.invoke;

/** Marks the threads that run handlers, so that a send beside the handler's outputs can be refused there. */
public final class HandlerScope {
    private static final ThreadLocal<Boolean> ON_HANDLER_THREAD = ThreadLocal.withInitial(() -> Boolean.FALSE);

    private HandlerScope() {}

    /** Marks the calling thread until it ends; called once by each handler thread. */
    public static void enter() {
        ON_HANDLER_THREAD.set(Boolean.TRUE);
    }

    /**
     * Whether the calling thread runs handlers.
     *
     * @return true on a handler's thread
     */
    public static boolean isHandlerThread() {
        return ON_HANDLER_THREAD.get();
    }
}
