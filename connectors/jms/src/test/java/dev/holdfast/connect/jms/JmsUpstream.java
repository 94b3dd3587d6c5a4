package dev.holdfast.connect.jms;

import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.JmsServer;
import dev.holdfast.connect.lab.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queues of a broker, as the contract sees them. */
final class JmsUpstream implements Upstream {
    private final JmsBroker broker;

    JmsUpstream(JmsServer.Kind kind) {
        broker = new JmsBroker(kind);
    }

    JmsBroker broker() {
        return broker;
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
    public void send(String place, List<String> bodies) throws Exception {
        broker.send(place, bodies);
    }

    @Override
    public long unsettled(String place) throws Exception {
        return broker.messages(place);
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        Map<String, String> config = new TreeMap<>(broker.address(port));
        config.put("connector.class", JmsSourceConnector.class.getName());
        config.put("jms.destination.name", place);
        config.put("kafka.topic", topic);
        return config;
    }

    @Override
    public void close() {}
}
