package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** By sequence, without exactly-once support: at least once. */
@InEveryBuild({})
class NatsSequenceSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new NatsUpstream(false);
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
