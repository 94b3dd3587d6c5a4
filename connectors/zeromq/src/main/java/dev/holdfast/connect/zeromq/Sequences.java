package dev.holdfast.connect.zeromq;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last number of each sender and topic, to count how many are missing. A number that is not larger than the last one
 * begins anew: its sender was started again. The least recently heard of many senders are forgotten.
 */
final class Sequences {
    private static final int MOST_SENDERS = 10_000;

    private final Map<Sender, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sender, Long> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    /** How many numbers are missing before this one; what was sent before the first one that comes is unknown, so 0. */
    long missingBefore(Position number, String topic) {
        Long before = last.put(new Sender(topic, number.sender()), number.value());
        return before == null || number.value() <= before ? 0 : number.value() - before - 1;
    }

    /**
     * What a sequence frame says.
     *
     * @param value the number, eight bytes, most significant first
     * @param sender the rest of the frame: who counts
     */
    record Position(long value, String sender) {
        static Position of(byte[] frame) throws MalformedMessageException {
            if (frame.length < Long.BYTES) {
                throw new MalformedMessageException(
                        "the sequence frame has " + frame.length + " bytes, not " + Long.BYTES + " or more");
            }
            ByteBuffer bytes = ByteBuffer.wrap(frame);
            return new Position(bytes.getLong(), Frames.text("the sender in the sequence frame", bytes.slice()));
        }
    }

    private record Sender(String topic, String name) {}
}
