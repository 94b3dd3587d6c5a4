package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Downstream;
import dev.holdfast.connect.lab.JmsServer;
import dev.holdfast.connect.lab.Server;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queues of a broker that a sink writes to, as the contract sees them. */
final class JmsDownstream implements Downstream {
    private final JmsBroker broker;
    private final Map<String, String> more;
    private final Map<String, List<String>> received = new HashMap<>();

    JmsDownstream(JmsServer.Kind kind, Map<String, String> more) {
        this.broker = new JmsBroker(kind);
        this.more = more;
    }

    @Override
    public Server server() {
        return broker.server();
    }

    @Override
    public void create(String place) {
        broker.create(place);
    }

    @Override
    public List<String> received(String place) throws Exception {
        List<String> bodies = received.computeIfAbsent(place, name -> new ArrayList<>());
        for (Message message : broker.drain(place)) {
            bodies.add(message.getBody(String.class));
        }
        return bodies;
    }

    @Override
    public Map<String, String> sink(String topic, String place, int port) {
        Map<String, String> config = new TreeMap<>(broker.address(port));
        config.put("connector.class", JmsSinkConnector.class.getName());
        config.put("jms.destination.name", place);
        config.putAll(more);
        return config;
    }

    @Override
    public void close() {}
}
