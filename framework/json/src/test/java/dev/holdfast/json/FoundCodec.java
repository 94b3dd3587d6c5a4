package dev.holdfast.json;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.CodecFactory.Part;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A factory's answer, for values whose type the compiler does not know. */
record FoundCodec(Codec<?> codec) {
    static FoundCodec of(CodecFactory factory, Type type) {
        return new FoundCodec(factory.codec(type, Part.VALUE).orElseThrow());
    }

    byte[] encode(Object value) {
        MethodType signature = MethodType.methodType(byte[].class, String.class, Headers.class, Object.class);
        try {
            MethodHandle encode = MethodHandles.publicLookup().findVirtual(Codec.class, "encode", signature);
            return (byte[]) encode.invoke(codec, "t", new RecordHeaders(), value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    Object decode(byte[] bytes) {
        return codec.decode("t", new RecordHeaders(), bytes);
    }
}
