package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.ConnectRest;
import java.util.Map;

/** By sequence, with exactly-once support. */
@InEveryBuild({
    "crashBeforeKafkaHasTheRecords",
    "crashBetweenKafkasAcknowledgementAndOurs",
    "upstreamIsRestarted",
    "connectionIsCut",
    "kafkaIsDown",
    "everySecondRecordIsDropped",
    "messagesAreEqual"
})
class NatsExactlyOnceSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new NatsUpstream(false);
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
    protected boolean positionInKafka() {
        return true;
    }

    /** A transaction tolerates nothing; but offsets can be set. */
    @Override
    protected void passOver(ConnectRest rest, String connector, Map<String, String> config) {
        rest.stop(connector);
        rest.alterOffsets(
                connector,
                Map.of("stream", config.get("nats.stream"), "subject", config.get("nats.subject")),
                Map.of("sequence", 1));
        rest.resume(connector);
    }
}
