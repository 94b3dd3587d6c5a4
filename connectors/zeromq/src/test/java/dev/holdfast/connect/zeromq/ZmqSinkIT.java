package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;

/** With answers, to a peer that keeps also what it is sent again. */
@InEveryBuild({
    "crashWhileRecordsAreWritten",
    "downstreamIsStoppedAndKilled",
    "aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten"
})
class ZmqSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new ZmqDownstream();
    }

    @Override
    protected boolean idempotent() {
        return false;
    }
}
