package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** By ids, without exactly-once support: at least once. */
@InEveryBuild({})
class RedisPlainWorkerSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new RedisUpstream(false);
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }

    @Override
    protected boolean positionInKafka() {
        return true;
    }

    @Override
    protected boolean everyScenario() {
        return false;
    }
}
