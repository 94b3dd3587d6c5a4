package dev.holdfast.internal.invoke;

import org.jspecify.annotations.Nullable;

/** Gives one parameter its argument. Thread-safe. */
@FunctionalInterface
interface ArgumentResolver {
    /**
     * Makes the argument.
     *
     * @param call the call
     * @return the argument
     * @throws UnusableRecordException if the record lacks what the parameter needs
     */
    @Nullable
    Object resolve(Call call);
}
