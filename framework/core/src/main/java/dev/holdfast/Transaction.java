package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * Takes the records of one transaction beside handlers: all of them are written, or none.
 *
 * <p>The records are collected first and sent when the function that was given to {@code Holdfast.transaction} has
 * returned; if it throws, nothing is sent. A transaction belongs to the call of that function: later calls throw
 * {@link IllegalStateException}. It may be used by one thread at a time.
 */
public interface Transaction {
    /**
     * Adds a record without headers, with the moment of sending as its timestamp.
     *
     * @param topic where to
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @throws CodecException if there is no codec for a type, or key or value can't be encoded
     */
    <K, V> void publish(Topic<K, V> topic, @Nullable K key, @Nullable V value);

    /**
     * Adds a record.
     *
     * @param topic where to, whatever topic the message names
     * @param message the record
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @throws CodecException if there is no codec for a type, or key or value can't be encoded
     */
    <K, V> void publish(Topic<K, V> topic, Message<K, V> message);
}
