package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.ConnectRest;
import java.util.Map;

/** By ids, with exactly-once support. */
@InEveryBuild({"crashBeforeKafkaHasTheRecords", "upstreamIsRestarted", "connectionIsCut", "everySecondRecordIsDropped"})
class RedisExactlyOnceSourceIT extends SourceConnectorContract {
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
    protected boolean neverTwice() {
        return true;
    }

    @Override
    protected boolean positionInKafka() {
        return true;
    }

    /** A transaction tolerates nothing; but offsets can be set. The contract names streams as connectors. */
    @Override
    protected void passOver(ConnectRest rest, String connector, Map<String, String> config) {

        rest.stop(connector);
        rest.alterOffsets(connector, Map.of("stream", connector), Map.of("id", redis.firstId(connector)));
        rest.resume(connector);
    }
}
