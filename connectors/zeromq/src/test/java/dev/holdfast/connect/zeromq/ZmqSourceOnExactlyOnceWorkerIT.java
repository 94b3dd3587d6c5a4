package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** The same on a worker with exactly-once support, which tells tasks less. */
@InEveryBuild({})
class ZmqSourceOnExactlyOnceWorkerIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new ZmqUpstream();
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }
}
