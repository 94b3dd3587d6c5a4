package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.lab.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamGroupInfo;

/** A Redis server of the test, and what a test does with it. Each call has a connection of its own: servers come and go. */
final class TestRedis {
    static final String FIELD = "value";
    private static final int LIMIT_MS = 60_000;

    private final RedisServer server;

    TestRedis(String... options) {
        server = new RedisServer(Lab.logs(), options);
        server.start();
    }

    RedisServer server() {
        return server;
    }

    String uri() {
        return "redis://127.0.0.1:" + server.port();
    }

    <T> T on(Function<Jedis, T> work) {
        try (Jedis jedis = new Jedis("127.0.0.1", server.port(), LIMIT_MS)) {
            return work.apply(jedis);
        }
    }

    /** Adds entries with one field; Redis has them on disk when this returns. */
    List<StreamEntryID> add(String stream, List<String> bodies) {
        return on(jedis -> {
            Pipeline pipeline = jedis.pipelined();
            List<Response<StreamEntryID>> ids = bodies.stream()
                    .map(body -> pipeline.xadd(stream, XAddParams.xAddParams(), Map.of(FIELD, body)))
                    .toList();
            pipeline.sync();
            return ids.stream().map(Response::get).toList();
        });
    }

    /** The bodies of a stream's entries. */
    List<String> bodies(String stream) {
        return on(jedis -> jedis.xrange(stream, "-", "+").stream()
                .map(entry -> entry.getFields().getOrDefault(FIELD, ""))
                .toList());
    }

    /** How many entries a group still has to deliver or to be told about. */
    long unsettled(String stream, String group) {
        return on(jedis -> {
            if (!jedis.exists(stream)) {
                return 0L;
            }
            List<StreamGroupInfo> groups = jedis.xinfoGroups(stream);
            for (StreamGroupInfo info : groups) {
                if (info.getName().equals(group)) {
                    String behind = "(" + info.getLastDeliveredId();
                    return info.getPending() + jedis.xrange(stream, behind, "+").size();
                }
            }
            return jedis.xlen(stream);
        });
    }
}
