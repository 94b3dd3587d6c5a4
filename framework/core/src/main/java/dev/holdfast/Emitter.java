package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * Takes records that a handler wants to emit; they are sent when the handler has succeeded and discarded when it fails.
 *
 * <p>Outputs of one record are sent in the order of the calls. An emitter belongs to one invocation: it may be used
 * from any thread, one at a time, until the handler returned or the stage that it returned has completed; later calls
 * throw {@link IllegalStateException}. Every topic must be named in the handler's {@code @Emits} (or {@code emits(…)} of
 * the builder).
 */
public interface Emitter {
    /**
     * Stages a record.
     *
     * @param topic where to; one of the handler's declared topics
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @throws IllegalArgumentException if the handler does not declare the topic
     * @throws CodecException if key or value can't be encoded
     * @throws CodecUnavailableException if they can't be encoded now
     */
    <K, V> void emit(Topic<K, V> topic, @Nullable K key, @Nullable V value);

    /**
     * Stages a record with headers or a timestamp.
     *
     * @param topic where to; one of the handler's declared topics, whatever topic the message names
     * @param message the record
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @throws IllegalArgumentException if the handler does not declare the topic
     * @throws CodecException if key or value can't be encoded
     * @throws CodecUnavailableException if they can't be encoded now
     */
    <K, V> void emit(Topic<K, V> topic, Message<K, V> message);
}
