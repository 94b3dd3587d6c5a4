package dev.holdfast.connect.rabbitmq;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.lab.Server;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Queues of RabbitMQ that a sink writes to, as the contract sees them. */
final class RabbitDownstream implements Downstream {
    private final RabbitBroker broker = new RabbitBroker();
    private final Map<String, List<String>> received = new HashMap<>();

    @Override
    public Server server() {
        return broker.server();
    }

    @Override
    public void create(String place) {
        broker.declare(place, Map.of());
    }

    @Override
    public List<String> received(String place) throws Exception {
        List<String> bodies = received.computeIfAbsent(place, name -> new ArrayList<>());
        broker.drain(place).forEach(message -> bodies.add(new String(message.getBody(), StandardCharsets.UTF_8)));
        return bodies;
    }

    @Override
    public Map<String, String> sink(String topic, String place, int port) {
        return Map.of(
                "connector.class", RabbitSinkConnector.class.getName(),
                "rabbitmq.host", "127.0.0.1",
                "rabbitmq.port", Integer.toString(port),
                "rabbitmq.routing.key", place,
                "rabbitmq.requested.heartbeat.seconds", "4",
                "rabbitmq.connection.timeout.ms", "3000",
                "rabbitmq.publish.ack.timeout.ms", "5000");
    }

    @Override
    public void close() {}
}
