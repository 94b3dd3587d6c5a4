package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** Through a durable consumer: at least once. */
@InEveryBuild({
    "deliversInOrder",
    "upstreamIsKilled",
    "connectionIsHalfOpen",
    "everyRecordIsDropped",
    "pausedStoppedAndReset",
    "tasksBecomeFourAndOneAgain",
    "aMessageThatKafkaRefusesStopsTheTaskAndStays"
})
class NatsDurableSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new NatsUpstream(true);
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }
}
