package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

/** With answers, by a client that sends again: at least once. */
@InEveryBuild({
    "deliversInOrder",
    "crashBetweenKafkasAcknowledgementAndOurs",
    "upstreamIsKilled",
    "connectionIsHalfOpen",
    "kafkaIsDown",
    "everyRecordIsDropped",
    "tasksBecomeFourAndOneAgain"
})
class ZmqSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new ZmqUpstream();
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }
}
