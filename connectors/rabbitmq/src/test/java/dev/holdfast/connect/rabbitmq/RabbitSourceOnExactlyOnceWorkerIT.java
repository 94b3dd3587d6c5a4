package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

@InEveryBuild({"crashBeforeKafkaHasTheRecords", "everySecondRecordIsDropped", "everyRecordIsDropped", "messagesAreEqual"
})
class RabbitSourceOnExactlyOnceWorkerIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new RabbitUpstream();
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }
}
