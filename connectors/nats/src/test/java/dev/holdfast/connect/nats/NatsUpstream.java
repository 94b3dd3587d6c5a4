package dev.holdfast.connect.nats;

import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Streams of NATS, as the contract sees them: read by sequence or through a durable consumer. */
final class NatsUpstream implements Upstream {
    private final NatsTestServer nats = new NatsTestServer();
    private final boolean durable;

    NatsUpstream(boolean durable) {
        this.durable = durable;
    }

    @Override
    public Server server() {
        return nats.server();
    }

    @Override
    public void create(String place) {
        nats.stream(place);
    }

    @Override
    public void send(String place, List<String> bodies) throws Exception {
        nats.send(place, bodies);
    }

    @Override
    public long unsettled(String place) throws Exception {
        return durable ? nats.unsettled(place, "connector") : 0;
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class",
                NatsSourceConnector.class.getName(),
                "nats.url",
                "nats://127.0.0.1:" + port,
                "nats.stream",
                place,
                "nats.subject",
                place,
                "nats.ping.interval.ms",
                "2000",
                "nats.connection.timeout.ms",
                "3000",
                "kafka.topic",
                topic));
        if (durable) {
            config.put("nats.mode", "durable");
            config.put("nats.durable.name", "connector");
            config.put("nats.ack.wait.ms", "3000");
        } else {
            config.put("exactly.once.support", "requested");
        }
        return config;
    }

    @Override
    public void close() {}
}
