package dev.holdfast.connect.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.holdfast.connect.contract.Upstream;
import dev.holdfast.connect.lab.Server;
import dev.holdfast.connect.lab.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Streams of RabbitMQ, as the contract sees them. */
final class RabbitStreamUpstream implements Upstream {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final RabbitBroker broker = new RabbitBroker();

    /**
     * RabbitMQ 3.10 starts what coordinates its streams with the first of them, and notes half a second later, or when it is
     * stopped, that it has it. Killed before that, it comes up without, and no stream ever has a leader again.
     */
    RabbitStreamUpstream() {
        create("first");
        server().stop();
        server().start();
    }

    RabbitBroker broker() {
        return broker;
    }

    @Override
    public Server server() {
        return broker.server();
    }

    @Override
    public void create(String place) {
        broker.declare(place, Map.of("x-queue-type", "stream"));
    }

    @Override
    public void send(String place, List<String> bodies) throws Exception {
        Waiting.until("stream " + place + " has a leader", LIMIT, () -> hasLeader(place));
        broker.send(place, bodies);
    }

    /**
     * RabbitMQ 3.10 confirms what is published to a stream whose leader has not come up yet after a restart, and drops it. Who
     * may read a stream has found its leader, of which there is only one on a single node.
     */
    private boolean hasLeader(String place) throws IOException, TimeoutException {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.basicQos(1);
            channel.basicConsume(place, false, Map.of("x-stream-offset", "next"), (tag, message) -> {}, tag -> {});
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException refusal
                    && String.valueOf(refusal.getMessage()).contains("down or inaccessible")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public long unsettled(String place) {
        return 0;
    }

    @Override
    public Map<String, String> source(String place, String topic, int port) {
        return Map.of(
                "connector.class",
                RabbitStreamSourceConnector.class.getName(),
                "rabbitmq.host",
                "127.0.0.1",
                "rabbitmq.port",
                Integer.toString(port),
                "rabbitmq.stream",
                place,
                "rabbitmq.requested.heartbeat.seconds",
                "4",
                "rabbitmq.connection.timeout.ms",
                "3000",
                "kafka.topic",
                topic,
                "exactly.once.support",
                "requested");
    }

    @Override
    public void close() {}
}
