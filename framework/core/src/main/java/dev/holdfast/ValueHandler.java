package dev.holdfast;

/**
 * A handler written as a function of the value alone. Called by several threads at once. A record without a value fails
 * as {@code null-value} and never comes here; a {@link MessageHandler} sees those too.
 *
 * @param <V> the type of values
 */
@FunctionalInterface
public interface ValueHandler<V> {
    /**
     * Handles one record.
     *
     * @param value the value, never null
     * @param delivery origin and attempt
     * @return what became of it
     * @throws Exception as the shorthand for {@link Outcome#retry}
     */
    Outcome handle(V value, Delivery delivery) throws Exception;
}
