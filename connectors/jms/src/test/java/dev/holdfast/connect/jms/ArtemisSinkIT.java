package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;
import dev.holdfast.connect.lab.JmsServer;
import java.util.Map;

/** By ids of messages. */
@InEveryBuild({
    "crashWhileRecordsAreWritten",
    "downstreamIsStoppedAndKilled",
    "aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten",
    "everythingIsWrittenAgainWhenOffsetsAreReset"
})
class ArtemisSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new JmsDownstream(JmsServer.Kind.ARTEMIS, Map.of());
    }

    @Override
    protected boolean idempotent() {
        return true;
    }
}
