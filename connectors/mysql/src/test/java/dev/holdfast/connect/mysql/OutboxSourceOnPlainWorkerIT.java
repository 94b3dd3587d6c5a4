package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** Without exactly-once support: at least once. */
@InEveryBuild({})
class OutboxSourceOnPlainWorkerIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new OutboxUpstream();
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }

    @Override
    protected int tasks(int most) {
        return 1;
    }
}
