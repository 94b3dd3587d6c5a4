package dev.holdfast.connect.redis;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What Redis says of a stream.
 *
 * @param length how many entries it has
 * @param last the id that was given out last
 * @param added how many entries were ever added; {@value #UNKNOWN} before Redis 7
 * @param first the id of its first entry; null if it has none
 */
record StreamState(long length, StreamEntryID last, long added, @Nullable StreamEntryID first) {
    static final long UNKNOWN = -1;

    /** A stream that is not there, not any more, or that never had an entry. */
    static final StreamState ABSENT = new StreamState(0, new StreamEntryID(0, 0), 0, null);

    static StreamState of(Jedis jedis, String stream) {
        try {
            return parse(Replies.pairs(jedis.xinfoStream(Replies.bytes(stream))));
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).contains("no such key")) {
                return ABSENT;
            }
            throw e;
        }
    }

    private static StreamState parse(Map<String, Object> reply) {
        return new StreamState(
                number(reply.get("length")),
                new StreamEntryID(Replies.text(reply.get("last-generated-id"))),
                number(reply.get("entries-added")),
                reply.get("first-entry") instanceof List<?> entry
                        ? new StreamEntryID(Replies.text(entry.get(0)))
                        : null);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? number : UNKNOWN;
    }
}
