package dev.holdfast.codec;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;

/** Bytes as they are, in an array that nobody else has. */
final class CopyingCodec<T> implements Codec<T> {
    static final Codec<byte[]> ARRAYS = new CopyingCodec<>(byte[]::clone, byte[]::clone);
    static final Codec<ByteBuffer> BUFFERS =
            new CopyingCodec<>(CopyingCodec::remaining, bytes -> ByteBuffer.wrap(bytes.clone()));
    static final Codec<Bytes> BYTES =
            new CopyingCodec<>(bytes -> bytes.get().clone(), bytes -> Bytes.wrap(bytes.clone()));

    private final Function<T, byte[]> encode;
    private final Function<byte[], T> decode;

    private CopyingCodec(Function<T, byte[]> encode, Function<byte[], T> decode) {
        this.encode = encode;
        this.decode = decode;
    }

    @Override
    public byte[] encode(String topic, Headers headers, T value) {
        return encode.apply(value);
    }

    @Override
    public T decode(String topic, Headers headers, byte[] bytes) {
        return decode.apply(bytes);
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
