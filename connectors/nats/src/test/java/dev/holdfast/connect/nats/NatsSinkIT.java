package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;

@InEveryBuild({
    "crashWhileRecordsAreWritten",
    "connectionIsCutAndHalfOpen",
    "everythingIsWrittenAgainWhenOffsetsAreReset",
    "aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten"
})
class NatsSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new NatsDownstream();
    }

    @Override
    protected boolean idempotent() {
        return true;
    }
}
