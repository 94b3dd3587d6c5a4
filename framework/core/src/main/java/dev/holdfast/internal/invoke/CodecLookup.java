package dev.holdfast.internal.invoke;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.Codec.Direction;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds codecs while a handler's definition is read, notes what they are used for, and explains what is missing.
 *
 * @param handler the handler
 * @param problems takes types without codec
 */
record CodecLookup(InvokeContext handler, Problems problems) {
    Optional<PartDecoder> decoder(Type type, Part part, String place) {
        Optional<Codec<?>> found = codec(type, part, place);
        found.ifPresent(codec -> handler.info().topics().forEach(topic -> handler.codecs()
                .used(new CodecUse(codec, topic, part, Direction.READ, place))));
        return found.map(codec -> new PartDecoder(codec, part, type));
    }

    /** The codec of what is written to one of the declared topics. */
    Optional<Codec<?>> written(Type type, Part part, String place) {
        Optional<Codec<?>> found = codec(type, part, place);
        // With several topics it is not known before the records come which of them a type is for.
        if (handler.emits().size() == 1) {
            String topic = handler.emits().iterator().next();
            found.ifPresent(codec -> handler.codecs().used(new CodecUse(codec, topic, part, Direction.WRITE, place)));
        }
        return found;
    }

    /** An encoder of the declared type, or by class where that is a wildcard. */
    Optional<PartEncoder> encoder(Type type, Part part, String place) {
        return Shapes.isWildcard(type)
                ? Optional.of(PartEncoder.byClass(part, handler.codecs()))
                : written(type, part, place).map(codec -> PartEncoder.declared(codec, part, handler.codecs()));
    }

    private Optional<Codec<?>> codec(Type type, Part part, String place) {
        if (Shapes.hasVariable(type)) {
            problems.add(
                    "the type " + type.getTypeName()
                            + " is not known here: a codec is found by the declared type, which"
                            + " can't be a type variable",
                    place);
            return Optional.empty();
        }
        Optional<Codec<?>> codec = handler.codecs().codec(type, part);
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
