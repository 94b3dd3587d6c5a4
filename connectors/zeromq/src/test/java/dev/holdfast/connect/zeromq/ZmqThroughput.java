package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.Throughput;
import dev.holdfast.connect.contract.Upstream;

/** With answers, from a client of libzmq that keeps 2000 messages unanswered at most. */
class ZmqThroughput extends Throughput {
    private final ZmqUpstream zeromq = new ZmqUpstream();

    @Override
    protected Upstream startUpstream() {
        return zeromq;
    }

    @Override
    protected boolean exactlyOnceWorker() {
        return false;
    }

    @Override
    protected void plainLoop(String place, String topic, String kafka, int count) throws Exception {
        PlainZmq.copy(zeromq.server().port(), topic, kafka, count);
    }
}
