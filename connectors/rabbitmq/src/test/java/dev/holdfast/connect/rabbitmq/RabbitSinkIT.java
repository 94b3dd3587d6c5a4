package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;

@InEveryBuild({
    "deliversInOrder",
    "downstreamIsStoppedAndKilled",
    "aRecordThatCannotBeWrittenStopsTheTaskUnlessThatIsTolerated",
    "aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten",
    "connectionIsCutAndHalfOpen"
})
class RabbitSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new RabbitDownstream();
    }

    @Override
    protected boolean idempotent() {
        return false;
    }
}
