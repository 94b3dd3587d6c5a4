package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** Through a consumer group: at least once. */
@InEveryBuild({
    "crashBetweenKafkasAcknowledgementAndOurs",
    "upstreamIsKilled",
    "everyRecordIsDropped",
    "tasksBecomeFourAndOneAgain"
})
class RedisGroupSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new RedisUpstream(true);
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }
}
