package dev.holdfast.internal.invoke;

import dev.holdfast.CodecException;
import dev.holdfast.CodecUnavailableException;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Encodes objects with a codec whose type was only known when the definition was read. Thread-safe. */
final class AnyEncoder {
    // A method handle takes any object, as the codec was found by a type that the compiler did not see.
    private static final MethodHandle ENCODE = encodeMethod();

    private final Codec<?> codec;
    private final Part part;

    AnyEncoder(Codec<?> codec, Part part) {
        this.codec = codec;
        this.part = part;
    }

    byte @Nullable [] encode(String topic, Headers headers, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            byte[] bytes = (byte[]) ENCODE.invokeExact(codec, topic, headers, value);
            if (bytes == null) {
                throw new IllegalStateException("the codec " + codec.getClass().getName() + " returned null");
            }
            return bytes;
        } catch (CodecUnavailableException e) {
            throw new CodecUnavailableException(what(topic) + " can't be encoded now: " + e.getMessage(), e);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            throw new CodecException(
                    what(topic) + " can't be encoded: " + value.getClass().getName() + " with codec "
                            + codec.getClass().getName(),
                    e);
        }
    }

    private String what(String topic) {
        return "The " + part.name().toLowerCase(Locale.ROOT) + " of a record for topic '" + topic + "'";
    }

    private static MethodHandle encodeMethod() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(
                            Codec.class,
                            "encode",
                            MethodType.methodType(byte[].class, String.class, Headers.class, Object.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
