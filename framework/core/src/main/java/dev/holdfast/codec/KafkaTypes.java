package dev.holdfast.codec;

import static java.util.Map.entry;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** See {@link Codecs#kafkaTypes()}. */
final class KafkaTypes implements CodecFactory {
    private static final Codec<Short> SHORT = new FixedLengthCodec<>("short", Short.BYTES, Serdes.Short());
    private static final Codec<Integer> INT = new FixedLengthCodec<>("int", Integer.BYTES, Serdes.Integer());
    private static final Codec<Long> LONG = new FixedLengthCodec<>("long", Long.BYTES, Serdes.Long());
    private static final Codec<Float> FLOAT = new FixedLengthCodec<>("float", Float.BYTES, Serdes.Float());
    private static final Codec<Double> DOUBLE = new FixedLengthCodec<>("double", Double.BYTES, Serdes.Double());
    private static final Codec<Boolean> BOOLEAN = new FixedLengthCodec<>("boolean", 1, Serdes.Boolean());

    private static final Map<Type, Codec<?>> CODECS = Map.ofEntries(
            entry(String.class, new TextCodec()),
            entry(UUID.class, new UuidCodec()),
            entry(Void.class, new VoidCodec()),
            entry(byte[].class, CopyingCodec.ARRAYS),
            entry(ByteBuffer.class, CopyingCodec.BUFFERS),
            entry(Bytes.class, CopyingCodec.BYTES),
            entry(Short.class, SHORT),
            entry(short.class, SHORT),
            entry(Integer.class, INT),
            entry(int.class, INT),
            entry(Long.class, LONG),
            entry(long.class, LONG),
            entry(Float.class, FLOAT),
            entry(float.class, FLOAT),
            entry(Double.class, DOUBLE),
            entry(double.class, DOUBLE),
            entry(Boolean.class, BOOLEAN),
            entry(boolean.class, BOOLEAN));

    @Override
    public Optional<Codec<?>> codec(Type type, Part part) {
        return Optional.ofNullable(CODECS.get(type));
    }
}
