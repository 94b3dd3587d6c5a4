package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;
import dev.holdfast.connect.lab.JmsServer;
import java.util.Map;

/** By positions in the same transaction. */
@InEveryBuild({
    "deliversInOrder",
    "downstreamIsStoppedAndKilled",
    "connectionIsCutAndHalfOpen",
    "everythingIsWrittenAgainWhenOffsetsAreReset"
})
class ClassicSinkIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new JmsDownstream(JmsServer.Kind.CLASSIC, Map.of("jms.state.queue", "positions"));
    }

    @Override
    protected boolean idempotent() {
        return true;
    }
}
