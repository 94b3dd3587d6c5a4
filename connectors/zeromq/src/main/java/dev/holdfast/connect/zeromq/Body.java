package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamRecord.Origin;
import dev.holdfast.connect.UpstreamRecord.Typed;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;

/**
 * What of a message becomes a record: {@code [value]}, {@code [key, value]} or {@code [headers, key, value]}.
 *
 * @param headers the headers, to which more may be added
 * @param key the key, a text; none if its frame is missing or empty
 * @param value the value, bytes
 */
record Body(ConnectHeaders headers, Typed key, Typed value) {
    private static final int MOST_FRAMES = 3;

    static Body of(List<byte[]> frames) throws MalformedMessageException {
        int count = frames.size();
        if (count == 0 || count > MOST_FRAMES) {
            throw new MalformedMessageException(
                    "the body has " + count + " frames, not value, or key and value, or headers, key and value");
        }
        ConnectHeaders headers = count == MOST_FRAMES ? HeadersFrame.read(frames.get(0)) : new ConnectHeaders();
        byte[] key = count == 1 ? new byte[0] : frames.get(count - 2);
        return new Body(
                headers,
                Typed.text(key.length == 0 ? null : Frames.text("the key", ByteBuffer.wrap(key))),
                Typed.bytes(frames.get(count - 1)));
    }

    /** Makes the record; {@code number} counts messages and tells them from each other, it is no position. */
    <M> UpstreamRecord<M> record(M message, ZmqSourceConfig config, long number) {
        return new UpstreamRecord<>(
                message,
                new Origin(Map.of("endpoint", config.endpoint()), Map.of("message", number)),
                config.topic(),
                key,
                value,
                null,
                headers);
    }
}
