package dev.holdfast.internal.invoke;

import org.jspecify.annotations.Nullable;

/** Calls the user's code with arguments that are ready. Thread-safe. */
@FunctionalInterface
interface HandlerCall {
    /**
     * Calls.
     *
     * @param arguments one for each parameter
     * @return what the user's code returned
     * @throws Exception what it threw
     */
    @Nullable
    Object call(@Nullable Object[] arguments) throws Exception;
}
