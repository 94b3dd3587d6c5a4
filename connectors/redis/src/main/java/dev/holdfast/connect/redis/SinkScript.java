package dev.holdfast.connect.redis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * The script that makes a record's change and moves its partition's offset, both or neither, and only if the offset is the one
 * expected: so nobody can write a record twice, leave one out, or write behind another one's back.
 */
final class SinkScript {
    /** The answer when the change was made. */
    static final String MADE = "made";

    /** The answer when the offset is not smaller than the record's. */
    static final String THERE = "there";

    /** The answer when the offset is another one than expected. */
    static final String OTHER = "other";

    /** Keys: offset, data. Arguments: the expected offset or nothing, the record's, commands with their lengths in front. */
    private static final String TEXT =
            """
            local stored = redis.call('GET', KEYS[1])
            if stored and tonumber(stored) >= tonumber(ARGV[2]) then
              return 'there'
            end
            if (stored or '') ~= ARGV[1] then
              return 'other'
            end
            local i = 3
            while i <= #ARGV do
              local words = tonumber(ARGV[i])
              redis.call(unpack(ARGV, i + 1, i + words))
              i = i + words + 1
            end
            redis.call('SET', KEYS[1], ARGV[2])
            return 'made'
            """;

    private final Set<Jedis> loaded = new HashSet<>();
    private byte[] hash = new byte[0];

    /** One call of the script in a pipeline. */
    Response<Object> call(Pipeline pipeline, String offsetKey, String expected, long offset, @Nullable Change change) {
        List<byte[]> words = new ArrayList<>();
        words.add(Replies.bytes(offsetKey));
        int keys = 1;
        if (change != null) {
            words.add(Replies.bytes(change.key()));
            keys++;
        }
        words.add(Replies.bytes(expected));
        words.add(Replies.bytes(Long.toString(offset)));
        if (change != null) {
            words.addAll(change.words());
        }
        return pipeline.evalsha(hash, keys, words.toArray(byte[][]::new));
    }

    /** Loads the script where it is not yet, once for a connection. */
    Pipeline on(Jedis jedis) {
        if (loaded.add(jedis)) {
            hash = Replies.bytes(jedis.scriptLoad(TEXT));
        }
        return jedis.pipelined();
    }
}
