package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;

/** A peer that keeps what it is sent, also what it is sent again, and answers then. */
final class ZmqDownstream implements Downstream {
    private final ZmqPeer peer = ZmqPeer.with("inbox");

    @Override
    public Server server() {
        return peer;
    }

    @Override
    public void create(String place) {
        peer.ask("create", place);
    }

    @Override
    public List<String> received(String place) {
        List<String> answer = peer.ask("received", place);
        return answer.subList(1, answer.size());
    }

    @Override
    public Map<String, String> sink(String topic, String place, int port) {
        return Map.of(
                "connector.class",
                ZmqSinkConnector.class.getName(),
                "zeromq.socket",
                "dealer",
                "zeromq.endpoint",
                "tcp://127.0.0.1:" + port,
                "zeromq.heartbeat.ms",
                "500",
                "zeromq.ack.timeout.ms",
                "3000");
    }

    @Override
    public void close() {}
}
