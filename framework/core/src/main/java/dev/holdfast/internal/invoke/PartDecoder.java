package dev.holdfast.internal.invoke;

import dev.holdfast.CodecUnavailableException;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import java.lang.reflect.Type;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decodes keys or values to one type. */
record PartDecoder(Codec<?> codec, Part part, Type type) {
    /** The key or value, or null if the record has none. */
    @Nullable
    Object decode(Call call) {
        byte[] bytes = part == Part.KEY ? call.record().key() : call.record().value();
        if (bytes == null) {
            return null;
        }
        @Nullable Object decoded;
        try {
            decoded = codec.decode(call.topic(), call.headers(), bytes);
        } catch (CodecUnavailableException e) {
            // Says nothing about the bytes, so they don't count as undecodable.
            throw e;
        } catch (Throwable thrown) {
            Failures.rethrowIfFatal(thrown);
            throw undecodable(call, thrown);
        }
        if (decoded == null) {
            throw undecodable(call, null);
        }
        return decoded;
    }

    /** Lower case, for messages. */
    String partName() {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private UnusableRecordException undecodable(Call call, @Nullable Throwable cause) {
        return new UnusableRecordException(
                "undecodable",
                "the " + partName() + " of the record at " + call.coordinates() + " is not a " + type.getTypeName(),
                cause);
    }
}
