package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;

/** Inserts without a key of their own: only positions tell what is there already. */
@InEveryBuild({
    "aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten",
    "crashWhileRecordsAreWritten",
    "downstreamIsStoppedAndKilled",
    "connectionIsCutAndHalfOpen",
    "everythingIsWrittenAgainWhenOffsetsAreReset"
})
class TableSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new TableDownstream();
    }

    @Override
    protected boolean idempotent() {
        return true;
    }
}
