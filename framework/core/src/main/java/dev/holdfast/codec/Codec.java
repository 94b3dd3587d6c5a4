package dev.holdfast.codec;

import org.apache.kafka.common.header.Headers;

/**
 * Turns values of one type into bytes and back. Implementations are thread-safe.
 *
 * <p>Neither method ever sees or returns null: a missing key or a tombstone is handled before.
 *
 * @param <T> the type
 */
public interface Codec<T> {
    /**
     * Encodes a value.
     *
     * @param topic the topic that it is for
     * @param headers the record's headers; a codec may add to them
     * @param value the value
     * @return its bytes
     * @throws RuntimeException if it can't be encoded; the caller wraps it with the place
     */
    byte[] encode(String topic, Headers headers, T value);

    /**
     * Decodes a value.
     *
     * @param topic the topic that it is from
     * @param headers the record's headers; not to be changed
     * @param bytes the bytes; not to be changed
     * @return the value
     * @throws RuntimeException if the bytes are not a value of this type; the record then counts as undecodable
     */
    T decode(String topic, Headers headers, byte[] bytes);
}
