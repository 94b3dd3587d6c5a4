package dev.holdfast.examples.bridge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Two peers in this process, since ZeroMQ has no server: one sends until it is answered, one answers what it is sent. Both bind:
 * the worker is what goes away and comes back.
 */
final class ZmqSystem implements OtherSystem {
    private final ZmqOutbox outbox = new ZmqOutbox();
    private final ZmqInbox inbox = new ZmqInbox();

    @Override
    public String name() {
        return "ZeroMQ";
    }

    @Override
    public boolean exactlyOnceToKafka() {
        return false;
    }

    @Override
    public void send(List<String> bodies) throws ExecutionException, InterruptedException {
        outbox.send(bodies);
    }

    @Override
    public void receive(Consumer<String> each) {
        inbox.receive(each);
    }

    @Override
    public Map<String, String> source() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.zeromq.ZmqSourceConnector",
                "zeromq.socket",
                "router",
                "zeromq.endpoint",
                outbox.endpoint());
    }

    @Override
    public Map<String, String> sink() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.zeromq.ZmqSinkConnector",
                "zeromq.socket",
                "dealer",
                "zeromq.endpoint",
                inbox.endpoint());
    }

    @Override
    public void close() {
        outbox.close();
        inbox.close();
    }
}
