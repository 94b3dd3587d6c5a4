package dev.holdfast;

import java.util.concurrent.CompletionStage;

/**
 * A handler written as a function that answers later. Called by several threads at once.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface AsyncMessageHandler<K, V> {
    /**
     * Begins to handle one record.
     *
     * @param message key, value (null for a tombstone) and headers
     * @param delivery origin and attempt
     * @return completes with what became of it
     * @throws Exception as the shorthand for {@link Outcome#retry}
     */
    CompletionStage<Outcome> handle(Message<K, V> message, Delivery delivery) throws Exception;
}
