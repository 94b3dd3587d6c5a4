package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SinkConnectorContract;
import dev.holdfast.connect.lab.JmsServer;
import java.util.Map;

/** Without positions records can come twice. */
@InEveryBuild({"aRecordThatCannotBeWrittenStopsTheTaskUnlessThatIsTolerated"})
class ClassicSinkWithoutPositionsIT extends SinkConnectorContract {
    @Override
    protected Downstream startDownstream() {
        return new JmsDownstream(JmsServer.Kind.CLASSIC, Map.of());
    }

    @Override
    protected boolean idempotent() {
        return false;
    }
}
