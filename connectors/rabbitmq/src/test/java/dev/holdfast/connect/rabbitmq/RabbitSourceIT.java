package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.contract.InEveryBuild;
import dev.holdfast.connect.contract.SourceConnectorContract;
import dev.holdfast.connect.contract.Upstream;

@InEveryBuild({
    "deliversInOrder",
    "crashBetweenKafkasAcknowledgementAndOurs",
    "upstreamIsKilled",
    "connectionIsHalfOpen",
    "kafkaIsDown",
    "pausedStoppedAndReset",
    "tasksBecomeFourAndOneAgain",
    "aMessageThatKafkaRefusesStopsTheTaskAndStays"
})
class RabbitSourceIT extends SourceConnectorContract {
    @Override
    protected Upstream startUpstream() {
        return new RabbitUpstream();
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }
}
