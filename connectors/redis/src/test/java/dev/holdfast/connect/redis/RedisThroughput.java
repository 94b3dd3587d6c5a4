package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.Throughput;
import dev.holdfast.connect.contract.Upstream;

/** By ids, exactly once. */
class RedisThroughput extends Throughput {
    private final RedisUpstream redis = new RedisUpstream(false);

    @Override
    protected Upstream startUpstream() {
        return redis;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }

    @Override
    protected void plainLoop(String place, String topic, String kafka, int count) throws Exception {
        PlainRedis.copy(redis.server().port(), place, topic, kafka, count);
    }
}
