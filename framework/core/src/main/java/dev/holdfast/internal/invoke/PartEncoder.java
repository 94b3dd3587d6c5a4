package dev.holdfast.internal.invoke;

import dev.holdfast.CodecException;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Encodes keys or values of the declared type or, where none is declared, of whatever class each one has.
 *
 * @param declared of the declared type; null for none
 * @param part keys or values
 * @param codecs finds codecs by class
 */
record PartEncoder(@Nullable AnyEncoder declared, Part part, CodecRegistry codecs) {
    static PartEncoder declared(Codec<?> codec, Part part, CodecRegistry codecs) {
        return new PartEncoder(new AnyEncoder(codec, part), part, codecs);
    }

    static PartEncoder byClass(Part part, CodecRegistry codecs) {
        return new PartEncoder(null, part, codecs);
    }

    byte @Nullable [] encode(String topic, Headers headers, @Nullable Object object) {
        if (object == null) {
            return null;
        }
        return declared != null
                ? declared.encode(topic, headers, object)
                : new AnyEncoder(codec(topic, object), part).encode(topic, headers, object);
    }

    private Codec<?> codec(String topic, Object object) {
        return codecs.codec(object.getClass(), part)
                .orElseThrow(() -> new CodecException(
                        "no codec for " + object.getClass().getTypeName() + ", of which a "
                                + (part == Part.KEY ? "key" : "value") + " goes to topic '" + topic + "'",
                        null));
    }
}
