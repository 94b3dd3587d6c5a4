package dev.holdfast.internal.invoke;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds codecs while a definition is read, and explains what is missing.
 *
 * @param codecs where to look
 * @param problems takes types without codec
 */
record CodecLookup(CodecRegistry codecs, Problems problems) {
    Optional<PartDecoder> decoder(Type type, Part part, String place) {
        return codec(type, part, place).map(codec -> new PartDecoder(codec, part, type));
    }

    /** An encoder of the declared type, or by class where that is a wildcard. */
    Optional<PartEncoder> encoder(Type type, Part part, String place) {
        return Shapes.isWildcard(type)
                ? Optional.of(PartEncoder.byClass(part, codecs))
                : codec(type, part, place).map(codec -> PartEncoder.declared(codec, part, codecs));
    }

    Optional<Codec<?>> codec(Type type, Part part, String place) {
        if (Shapes.hasVariable(type)) {
            problems.add(
                    "the type " + type.getTypeName()
                            + " is not known here: a codec is found by the declared type, which"
                            + " can't be a type variable",
                    place);
            return Optional.empty();
        }
        Optional<Codec<?>> codec = codecs.codec(type, part);
        if (codec.isEmpty()) {
            problems.add(missing(type), place);
        }
        return codec;
    }

    private static String missing(Type type) {
        boolean avro = Stream.of(Shapes.raw(type).getInterfaces())
                .anyMatch(known -> known.getName().startsWith("org.apache.avro."));
        String source = avro ? "the codecs of holdfast-avro" : "JsonCodecs.defaults() of holdfast-json";
        return "no codec for " + type.getTypeName() + ": add one with codecs(…), such as " + source;
    }
}
