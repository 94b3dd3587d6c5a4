package dev.holdfast.testkit;

import dev.holdfast.Topic;
import dev.holdfast.TypeRef;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.invoke.CodecRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** An output to compare and to show. */
record OutputText(String topic, @Nullable Object key, @Nullable Object value) {
    static OutputText of(String topic, @Nullable Object key, @Nullable Object value) {
        return new OutputText(topic, key, value);
    }

    /** Without knowing the types: as text where the bytes are UTF-8. */
    static OutputText raw(ProducerRecord<byte[], byte[]> output) {
        return new OutputText(output.topic(), output.key(), output.value());
    }

    /** Raw if it goes to another topic, as its types are not known then. */
    static OutputText decoded(ProducerRecord<byte[], byte[]> output, Topic<?, ?> topic, CodecRegistry codecs) {
        if (!output.topic().equals(topic.name())) {
            return raw(output);
        }
        return new OutputText(
                output.topic(),
                decode(output, output.key(), topic.keyType(), Part.KEY, codecs),
                decode(output, output.value(), topic.valueType(), Part.VALUE, codecs));
    }

    boolean matches(OutputText other) {
        return topic.equals(other.topic)
                && Objects.deepEquals(key, other.key)
                && Objects.deepEquals(value, other.value);
    }

    @Override
    public String toString() {
        return "a record to '" + topic + "' with key " + text(key) + " and value " + text(value);
    }

    private static @Nullable Object decode(
            ProducerRecord<byte[], byte[]> output,
            byte @Nullable [] bytes,
            TypeRef<?> type,
            Part part,
            CodecRegistry codecs) {
        if (bytes == null) {
            return null;
        }
        try {
            return codecs.codec(type.type(), part)
                    .orElseThrow(() -> new AssertionError("no codec for " + type))
                    .decode(output.topic(), output.headers(), bytes);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "expected a " + part + " of type " + type + " in " + raw(output) + ", but it can't be decoded", e);
        }
    }

    private static String text(@Nullable Object object) {
        if (!(object instanceof byte[] bytes)) {
            return object instanceof String text ? "'" + text + "'" : Objects.toString(object);
        }
        try {
            return "'" + StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) + "'";
        } catch (CharacterCodingException e) {
            return bytes.length <= 32
                    ? "0x" + HexFormat.of().formatHex(bytes)
                    : bytes.length + " bytes with hash " + Integer.toHexString(Arrays.hashCode(bytes));
        }
    }
}
