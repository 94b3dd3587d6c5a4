package dev.holdfast.connect.redis;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;

@InEveryBuild({
    "crashWhileRecordsAreWritten",
    "downstreamIsStoppedAndKilled",
    "aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten"
})
class RedisSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new RedisDownstream();
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

    /** A stream keeps what it is given; its offset is what tells repetitions, and that is reset, too. */
    @Override
    protected boolean resetMakesDuplicates() {
        return true;
    }
}
