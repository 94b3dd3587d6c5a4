package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.Throughput;
import dev.holdfast.connect.contract.Upstream;

/** By sequence, exactly once. */
class NatsSequenceThroughput extends Throughput {
    private final NatsUpstream nats = new NatsUpstream(false);

    @Override
    protected Upstream startUpstream() {
        return nats;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return true;
    }

    @Override
    protected void plainLoop(String place, String topic, String kafka, int count) throws Exception {
        PlainNats.copy(nats.server().port(), place, topic, kafka, count);
    }
}
