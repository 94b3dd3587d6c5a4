package dev.holdfast;

/**
 * A handler written as a function. Called by several threads at once.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface MessageHandler<K, V> {
    /**
     * Handles one record.
     *
     * @param message key, value (null for a tombstone) and headers
     * @param delivery origin and attempt
     * @return what became of it
     * @throws Exception as the shorthand for {@link Outcome#retry}
     */
    Outcome handle(Message<K, V> message, Delivery delivery) throws Exception;
}
