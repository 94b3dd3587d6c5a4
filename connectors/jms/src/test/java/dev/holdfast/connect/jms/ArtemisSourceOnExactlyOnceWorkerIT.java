package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.JmsServer;

@InEveryBuild({})
class ArtemisSourceOnExactlyOnceWorkerIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new JmsUpstream(JmsServer.Kind.ARTEMIS);
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }
}
