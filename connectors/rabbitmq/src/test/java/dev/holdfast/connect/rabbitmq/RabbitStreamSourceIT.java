package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.ConnectRest;
import java.util.Map;

/** A stream, with exactly-once support. */
@InEveryBuild({
    "crashBetweenKafkasAcknowledgementAndOurs",
    "upstreamIsKilled",
    "connectionIsCut",
    "pausedStoppedAndReset"
})
class RabbitStreamSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new RabbitStreamUpstream();
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
        rest.alterOffsets(connector, Map.of("stream", config.get("rabbitmq.stream")), Map.of("offset", 0));
        rest.resume(connector);
    }
}
