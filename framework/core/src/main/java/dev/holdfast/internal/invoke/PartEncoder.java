package dev.holdfast.internal.invoke;

import dev.holdfast.CodecException;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Encodes keys or values of the declared type or, where none is declared, of whatever class each one has. Thread-safe. */
final class PartEncoder {
    private final @Nullable AnyEncoder declared;
    private final Part part;
    private final CodecRegistry codecs;

    /** A handler mostly emits objects of one class; whoever reads an older one than was just found asks the registry again. */
    private volatile @Nullable OfClass last;

    private record OfClass(Class<?> type, AnyEncoder encoder) {}

    private PartEncoder(@Nullable AnyEncoder declared, Part part, CodecRegistry codecs) {
        this.declared = declared;
        this.part = part;
        this.codecs = codecs;
    }

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
        return (declared != null ? declared : encoder(topic, object)).encode(topic, headers, object);
    }

    private AnyEncoder encoder(String topic, Object object) {
        OfClass known = last;
        if (known == null || known.type != object.getClass()) {
            known = new OfClass(object.getClass(), new AnyEncoder(codec(topic, object), part));
            last = known;
        }
        return known.encoder;
    }

    private Codec<?> codec(String topic, Object object) {
        return codecs.codec(object.getClass(), part)
                .orElseThrow(() -> new CodecException(
                        "no codec for " + object.getClass().getTypeName() + ", of which a "
                                + (part == Part.KEY ? "key" : "value") + " goes to topic '" + topic + "'",
                        null));
    }
}
