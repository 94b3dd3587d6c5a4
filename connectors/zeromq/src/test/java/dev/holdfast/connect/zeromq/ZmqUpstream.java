package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client that keeps what it is to send until it is answered, as the contract sees it. It has one socket, and sends what belongs
 * to the place that was created last.
 */
final class ZmqUpstream implements Upstream {
    private final ZmqPeer peer = ZmqPeer.with("outbox");

    @Override
    public Server server() {
        return peer;
    }

    @Override
    public void create(String place) {
        peer.ask("create", place);
    }

    @Override
    public void send(String place, List<String> bodies) {
        List<String> words = new ArrayList<>(List.of("send"));
        words.addAll(bodies);
        peer.ask(words.toArray(String[]::new));
    }

    @Override
    public long unsettled(String place) {
        return Long.parseLong(peer.ask("unsettled", place).get(0));
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        return Map.of(
                "connector.class",
                ZmqSourceConnector.class.getName(),
                "zeromq.socket",
                "router",
                "zeromq.endpoint",
                "tcp://127.0.0.1:" + port,
                "zeromq.heartbeat.ms",
                "500",
                "kafka.topic",
                topic);
    }

    @Override
    public void close() {}
}
