package dev.holdfast.connect.redis;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Which answers of Redis waiting does not mend. */
final class RedisErrors {
    /** How such answers begin; the last is how a right is refused to a script. */
    private static final List<String> LASTING = List.of(
            "WRONGTYPE",
            "NOPERM",
            "NOAUTH",
            "WRONGPASS",
            "CROSSSLOT",
            "ERR unknown",
            "ERR wrong",
            "ERR invalid",
            "ERR The user executing the script");

    private RedisErrors() {}

    /** Does something; an answer that would be the same again becomes a {@link ConnectException}. */
    static <T> T lasting(Callable<T> request) throws Exception {
        try {
            return request.call();
        } catch (JedisDataException e) {
            if (isLasting(e)) {
                throw new ConnectException("Redis refuses: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static boolean isLasting(JedisDataException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof JedisAccessControlException || LASTING.stream().anyMatch(message::startsWith);
    }
}
