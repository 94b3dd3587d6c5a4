package dev.holdfast.codec;

import dev.holdfast.TypeRef;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** The codecs that core brings, and the way to bring one's own Kafka serdes. All of them are thread-safe. */
public final class Codecs {
    private static final CodecFactory KAFKA_TYPES = new KafkaTypes();

    private Codecs() {}

    /**
     * Codecs for the types that Kafka's own serdes cover, byte for byte as those write them: {@code String},
     * {@code byte[]}, {@code ByteBuffer}, {@code Bytes}, {@code UUID}, {@code Void}, and {@code Short},
     * {@code Integer}, {@code Long}, {@code Float}, {@code Double} and {@code Boolean} with their primitives.
     *
     * <p>They are strict where Kafka's are not, because a value that was changed on its way in is lost without a
     * trace, while one that is refused is seen:
     *
     * <ul>
     *   <li>text must be well-formed: bytes that are not UTF-8 are undecodable, and a string with half a surrogate
     *       pair can't be encoded; Kafka's serde puts U+FFFD or {@code ?} in their place;
     *   <li>a UUID is exactly its 36 characters; Kafka's serde takes {@code 1-1-1-1-1} as well;
     *   <li>a {@code ByteBuffer} is written from its position to its limit and left as it was; Kafka's serde goes
     *       back to the buffer's start;
     *   <li>{@code byte[]}, {@code ByteBuffer} and {@code Bytes} are copied both ways: a record that is tried again
     *       must not show what the failed attempt did to the array, nor may an output change after it was emitted.
     * </ul>
     *
     * <p>Failures are {@link dev.holdfast.CodecException}s that name type and length, never the contents. Lists are not
     * covered, since most applications want theirs in the format of their other values; where Kafka's own list format
     * is wanted, give {@code Serdes.ListSerde} to {@link #of(TypeRef, Serde)}.
     *
     * @return the factory; applications always ask it first
     */
    public static CodecFactory kafkaTypes() {
        return KAFKA_TYPES;
    }

    /**
     * Uses a Kafka serde for a class, in keys and in values.
     *
     * @param type the class
     * @param serde the serde; see {@link #of(TypeRef, Serde)} for what is asked of it
     * @param <T> the class's type
     * @return a factory that answers for this class only
     * @throws IllegalArgumentException if the class is among the {@link #kafkaTypes()}
     */
    public static <T> CodecFactory of(Class<T> type, Serde<T> serde) {
        return of(TypeRef.of(type), serde);
    }

    /**
     * Uses a Kafka serde for a type, in keys and in values.
     *
     * <p>The serde is used as it is: it must be configured already, it is called by many threads at once, and who made
     * it closes it. What it throws is passed on. If it turns a value into null or bytes into null, this counts as a
     * failure: nulls are handled before a codec is asked.
     *
     * @param type the type, which must be exactly the one that handlers and topics name
     * @param serde the serde
     * @param <T> the type
     * @return a factory that answers for this type only
     * @throws IllegalArgumentException if the type is among the {@link #kafkaTypes()}: those are asked first, so the
     *     serde would never be used
     */
    public static <T> CodecFactory of(TypeRef<T> type, Serde<T> serde) {
        Type wanted = type.type();
        if (kafkaTypes().codec(wanted, CodecFactory.Part.VALUE).isPresent()) {
            throw new IllegalArgumentException(wanted.getTypeName()
                    + " has a built-in codec that is always asked first; wrap it in a type of your own to use a serde");
        }
        Codec<T> codec = new SerdeCodec<>(wanted, Objects.requireNonNull(serde, "serde"));
        return (asked, part) -> asked.equals(wanted) ? Optional.of(codec) : Optional.empty();
    }
}
