package dev.holdfast.codec;

import dev.holdfast.CodecException;
import java.lang.reflect.Type;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** A serde of the user's as a codec. */
final class SerdeCodec<T> implements Codec<T> {
    private final Type type;
    private final Serde<T> serde;

    SerdeCodec(Type type, Serde<T> serde) {
        this.type = type;
        this.serde = serde;
    }

    @Override
    public byte[] encode(String topic, Headers headers, T value) {
        byte @Nullable [] bytes = serde.serializer().serialize(topic, headers, value);
        if (bytes == null) {
            throw new CodecException("the serializer of " + type.getTypeName() + " made null of a value", null);
        }
        return bytes;
    }

    @Override
    public T decode(String topic, Headers headers, byte[] bytes) {
        @Nullable T value = serde.deserializer().deserialize(topic, headers, bytes);
        if (value == null) {
            throw new CodecException(
                    "the deserializer of " + type.getTypeName() + " made null of " + bytes.length + " bytes", null);
        }
        return value;
    }
}
