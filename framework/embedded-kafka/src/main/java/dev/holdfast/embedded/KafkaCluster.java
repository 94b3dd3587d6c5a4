package dev.holdfast.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real Kafka brokers inside this JVM, for tests and demos: KRaft, no security, data in a temporary directory.
 *
 * <p>A broker can be stopped and started again on its data and its port, but not killed: for that there is
 * {@link ProcessCluster}.
 */
public final class KafkaCluster implements Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);

    private final ClusterSettings settings;
    private final List<NodePorts> ports;
    private final ClusterDirectory directory = ClusterDirectory.create();
    private final String clusterId = Uuid.randomUuid().toString();
    private final Map<Integer, BrokerNode> running = new ConcurrentSkipListMap<>();
    private final LazyAdmin admin;
    private boolean closed;

    private KafkaCluster(ClusterSettings settings, List<NodePorts> ports) {
        this.settings = settings;
        this.ports = ports;
        this.admin = new LazyAdmin(bootstrapServers());
    }

    /**
     * Starts a cluster with the defaults of {@link #builder()}.
     *
     * @param brokers how many brokers, at least 1
     * @return the running cluster; whoever calls this closes it
     * @throws ClusterException if a broker can't be started; nothing is left running then
     */
    public static KafkaCluster start(int brokers) {
        return builder().brokers(brokers).start();
    }

    /**
     * Describes a cluster: one broker, topics only created on demand, up to three replicas of internal topics.
     *
     * @return a new builder
     */
    public static ClusterBuilder<KafkaCluster> builder() {
        return new ClusterBuilder<>(KafkaCluster::start);
    }

    private static KafkaCluster start(ClusterSettings settings) {
        long begin = System.nanoTime();
        try (HeldPorts held = new HeldPorts(settings.brokers())) {
            KafkaCluster cluster = new KafkaCluster(settings, held.nodes());
            try {
                cluster.startAll(held);
            } catch (RuntimeException e) {
                cluster.closeAfter(e);
                throw e;
            }
            LOG.info("{} brokers started in {} ms", settings.brokers(), (System.nanoTime() - begin) / 1_000_000);
            return cluster;
        }
    }

    @Override
    public String bootstrapServers() {
        return ports.stream().map(NodePorts::brokerAddress).collect(Collectors.joining(","));
    }

    @Override
    public int brokers() {
        return ports.size();
    }

    @Override
    public Admin admin() {
        return admin.get();
    }

    @Override
    public void createTopic(String name, int partitions, int replicas, Map<String, String> configs) {
        Cluster.super.createTopic(name, partitions, replicas, configs);
        Waiting.until("every broker knows topic " + name, settings.startTimeout(), () -> isKnown(name));
    }

    @Override
    public synchronized void stopBroker(int broker) {
        BrokerNode node = running.remove(broker);
        if (node == null) {
            throw new IllegalStateException("Broker " + broker + " isn't running");
        }
        node.stopBroker();
        node.stopController();
    }

    @Override
    public synchronized void startBroker(int broker) {
        if (closed || running.containsKey(broker)) {
            throw new IllegalStateException("Broker " + broker + (closed ? "'s cluster is closed" : " runs already"));
        }
        NodePorts node = ports.get(broker);
        node.requireFree();
        try {
            InParallel.run(
                    "start-broker",
                    settings.startTimeout(),
                    List.of(node),
                    only -> startNode(only, ServerSocketFactory.INSTANCE));
        } catch (ClusterException e) {
            running.remove(broker);
            throw e;
        }
    }

    /**
     * Makes another node the active controller, by restarting the one that is.
     *
     * @return the node id of the new controller
     * @throws IllegalStateException if fewer than three brokers run: the others would have no majority
     */
    public synchronized int moveController() {
        if (running.size() < 3) {
            throw new IllegalStateException("The controller can only move among at least 3 running brokers");
        }
        restartBroker(controllerId());
        return controllerId();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        admin.close();
        // All brokers first: each needs a controller to be let go, and those need a majority.
        List<BrokerNode> nodes = new ArrayList<>(running.values());
        running.clear();
        InParallel.run("stop-broker", settings.startTimeout(), nodes, BrokerNode::stopBroker);
        InParallel.run("stop-controller", settings.startTimeout(), nodes, BrokerNode::stopControllerForGood);
        directory.delete();
    }

    Path directory() {
        return directory.root();
    }

    private synchronized void startAll(HeldPorts held) {
        InParallel.run("start-broker", settings.startTimeout(), ports, node -> startNode(node, held));
        Waiting.until(
                "all brokers are registered", settings.startTimeout(), () -> new ClusterQueries(this).sees(brokers()));
    }

    private void startNode(NodePorts node, ServerSocketFactory sockets) {
        Map<String, String> config = NodeSettings.of(settings, ports, node, directory.node(node.node()));
        BrokerNode created = BrokerNode.create(clusterId, config, KafkaCluster::loggedFaults, sockets);
        running.put(node.node(), created);
        created.start();
    }

    private boolean isKnown(String topic) {
        return running.values().stream().allMatch(node -> node.knowsTopic(topic));
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Kafka's own answer to a fatal fault is to halt the JVM, which here is not the broker's own. */
    private static FaultHandler loggedFaults(String name, boolean fatal, Runnable action) {
        return new LoggingFaultHandler(name, action);
    }
}
