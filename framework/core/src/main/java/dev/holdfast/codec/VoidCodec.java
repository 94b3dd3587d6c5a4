package dev.holdfast.codec;

import dev.holdfast.CodecException;
import org.apache.kafka.common.header.Headers;

/** For keys or values that are always null: nothing is ever encoded, and any bytes are wrong. */
final class VoidCodec implements Codec<Void> {
    @Override
    public byte[] encode(String topic, Headers headers, Void value) {
        throw new CodecException("Void has no value that could be encoded", null);
    }

    @Override
    public Void decode(String topic, Headers headers, byte[] bytes) {
        throw new CodecException("there are " + bytes.length + " bytes where the type is Void", null);
    }
}
