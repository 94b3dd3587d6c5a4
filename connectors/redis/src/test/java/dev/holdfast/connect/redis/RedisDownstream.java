package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;

/** Streams of Redis that a sink writes to, as the contract sees them: they keep what is written twice. */
final class RedisDownstream implements Downstream {
    private final TestRedis redis = new TestRedis();

    @Override
    public Server server() {
        return redis.server();
    }

    /** The first entry creates the stream. */
    @Override
    public void create(String place) {}

    @Override
    public List<String> received(String place) {
        return redis.bodies(place);
    }

    @Override
    public Map<String, String> sink(String topic, String place, int port) {
        return Map.of(
                "connector.class",
                RedisSinkConnector.class.getName(),
                "redis.uri",
                "redis://127.0.0.1:" + port,
                "redis.type",
                "stream",
                "redis.key",
                place,
                "redis.timeout.ms",
                "2000");
    }

    @Override
    public void close() {}
}
