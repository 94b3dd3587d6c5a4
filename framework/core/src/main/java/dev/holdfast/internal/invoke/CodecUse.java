package dev.holdfast.internal.invoke;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.Codec.Direction;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;

/**
 * A place of the definition where a codec meets a topic.
 *
 * @param codec the codec
 * @param topic the topic
 * @param part the part of its records
 * @param direction whether they are read or written
 * @param place the place, for people
 */
public record CodecUse(Codec<?> codec, String topic, Part part, Direction direction, String place) {
    /**
     * Lets the codec look at what it will be used for.
     *
     * @param problems takes what is wrong
     */
    public void check(Problems problems) {
        codec.check(topic, part, direction).forEach(problem -> problems.add(problem, place));
    }
}
