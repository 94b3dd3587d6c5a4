package dev.holdfast.codec;

import dev.holdfast.codec.CodecFactory.Part;
import java.util.List;
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
     * @throws dev.holdfast.CodecUnavailableException if it can't be encoded now, but perhaps later
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
     * @throws dev.holdfast.CodecUnavailableException if it can't be told now whether the bytes are a value of this type:
     *     the record is tried again
     * @throws RuntimeException if the bytes are not a value of this type; the record then counts as undecodable
     */
    T decode(String topic, Headers headers, byte[] bytes);

    /**
     * Checks that this codec will work for a topic: called when the application starts, before a record flows, once for
     * each place of the definition that uses it, and when a publisher is made. May block, as on a schema registry.
     *
     * @param topic the topic
     * @param part the part of the record that the codec is for
     * @param direction whether records are read or written
     * @return what is wrong, a sentence each; empty if nothing is
     */
    default List<String> check(String topic, Part part, Direction direction) {
        return List.of();
    }

    /** What a codec is used for. */
    enum Direction {
        /** Records of the topic are decoded. */
        READ,
        /** Records for the topic are encoded. */
        WRITE
    }
}
