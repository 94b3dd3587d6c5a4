package dev.holdfast.connect.mysql;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.ConnectRest;
import java.util.Map;

/** With exactly-once support. */
@InEveryBuild({
    "crashBeforeKafkaHasTheRecords",
    "crashBetweenKafkasAcknowledgementAndOurs",
    "upstreamIsKilled",
    "connectionIsCut",
    "everySecondRecordIsDropped"
})
class OutboxSourceIT extends SourceConnectorContract {
    private final OutboxUpstream outbox = new OutboxUpstream();

    @Override
    protected Upstream startUpstream() {
        return outbox;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }

    @Override
    protected boolean neverTwice() {
        return true;
    }

    @Override
    protected int tasks(int most) {
        return 1;
    }

    /** A transaction tolerates nothing; somebody has to take the row out. */
    @Override
    protected void passOver(ConnectRest rest, String connector, Map<String, String> config) {
        rest.stop(connector);
        outbox.database().execute("DELETE FROM `" + config.get("outbox.table") + "`");
        rest.resume(connector);
    }
}
