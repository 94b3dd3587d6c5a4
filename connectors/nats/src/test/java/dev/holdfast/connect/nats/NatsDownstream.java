package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.lab.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Streams of NATS that a sink writes to, as the contract sees them. */
final class NatsDownstream implements Downstream {
    private final NatsTestServer nats = new NatsTestServer();

    @Override
    public Server server() {
        return nats.server();
    }

    @Override
    public void create(String place) {
        nats.stream(place);
    }

    @Override
    public List<String> received(String place) throws Exception {
        return nats.read(place).stream()
                .map(message -> new String(message.getData(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public Map<String, String> sink(String topic, String place, int port) {
        return Map.of(
                "connector.class",
                NatsSinkConnector.class.getName(),
                "nats.url",
                "nats://127.0.0.1:" + port,
                "nats.subject",
                place,
                "nats.ping.interval.ms",
                "2000",
                "nats.connection.timeout.ms",
                "3000",
                "nats.publish.ack.timeout.ms",
                "3000");
    }

    @Override
    public void close() {}
}
