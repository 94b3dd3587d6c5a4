package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;

/** Queues of RabbitMQ, as the contract sees them. */
final class RabbitUpstream implements Upstream {
    private final RabbitBroker broker = new RabbitBroker();

    @Override
    public Server server() {
        return broker.server();
    }

    @Override
    public void create(String place) {
        broker.declare(place, Map.of());
    }

    @Override
    public void send(String place, List<String> bodies) throws Exception {
        broker.send(place, bodies);
    }

    @Override
    public long unsettled(String place) throws Exception {
        return broker.messages(place);
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        return Map.of(
                "connector.class",
                RabbitSourceConnector.class.getName(),
                "rabbitmq.host",
                "127.0.0.1",
                "rabbitmq.port",
                Integer.toString(port),
                "rabbitmq.queue",
                place,
                "rabbitmq.requested.heartbeat.seconds",
                "4",
                "rabbitmq.connection.timeout.ms",
                "3000",
                "kafka.topic",
                topic);
    }

    @Override
    public void close() {}
}
