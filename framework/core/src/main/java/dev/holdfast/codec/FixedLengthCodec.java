package dev.holdfast.codec;

import dev.holdfast.CodecException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;

/** One of Kafka's serdes for numbers, with a message of ours that names no contents. */
final class FixedLengthCodec<T> implements Codec<T> {
    private final String name;
    private final int length;
    private final Serde<T> serde;

    FixedLengthCodec(String name, int length, Serde<T> serde) {
        this.name = name;
        this.length = length;
        this.serde = serde;
    }

    @Override
    public byte[] encode(String topic, Headers headers, T value) {
        return serde.serializer().serialize(topic, headers, value);
    }

    @Override
    public T decode(String topic, Headers headers, byte[] bytes) {
        if (bytes.length != length) {
            throw new CodecException(
                    name + " needs " + length + (length == 1 ? " byte" : " bytes") + ", not " + bytes.length, null);
        }
        try {
            return serde.deserializer().deserialize(topic, headers, bytes);
        } catch (SerializationException e) {
            // Not as the cause: Kafka's message shows the byte.
            throw new CodecException("the byte is no " + name, null);
        }
    }
}
