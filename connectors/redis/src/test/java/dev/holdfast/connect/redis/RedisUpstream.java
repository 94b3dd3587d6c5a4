package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Streams of Redis, as the contract sees them: read by id or through a consumer group. */
final class RedisUpstream implements Upstream {
    private static final String GROUP = "connector";

    private final TestRedis redis = new TestRedis();
    private final boolean group;

    RedisUpstream(boolean group) {
        this.group = group;
    }

    @Override
    public Server server() {
        return redis.server();
    }

    /** The first entry creates the stream. */
    @Override
    public void create(String place) {}

    @Override
    public void send(String place, List<String> bodies) {
        redis.add(place, bodies);
    }

    @Override
    public long unsettled(String place) {
        return group ? redis.unsettled(place, GROUP) : 0;
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class",
                RedisSourceConnector.class.getName(),
                "redis.uri",
                "redis://127.0.0.1:" + port,
                "redis.streams",
                place,
                "redis.value",
                "bytes:" + TestRedis.FIELD,
                "redis.timeout.ms",
                "2000",
                "kafka.topic",
                topic));
        if (group) {
            config.put("redis.mode", "consumer-group");
            config.put("redis.group", GROUP);
            config.put("redis.claim.idle.ms", "3000");
        } else {
            config.put("exactly.once.support", "requested");
        }
        return config;
    }

    String firstId(String stream) {
        return redis.on(
                jedis -> jedis.xrange(stream, "-", "+", 1).get(0).getID().toString());
    }

    @Override
    public void close() {}
}
