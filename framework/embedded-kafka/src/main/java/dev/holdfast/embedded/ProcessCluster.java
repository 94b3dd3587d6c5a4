package dev.holdfast.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real Kafka brokers, each in a JVM of its own, so that a test can kill, freeze and restart them: KRaft, no security, data and
 * output in a temporary directory.
 *
 * <p>The processes end when the cluster is closed, and also when this JVM ends in whatever way. They run on this JVM's Java
 * and class path. Freezing needs a Unix system.
 */
public final class ProcessCluster implements Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessCluster.class);

    private final ClusterSettings settings;
    private final List<NodePorts> ports;
    private final ClusterDirectory directory = ClusterDirectory.create();
    private final List<NodeProcess> nodes;
    private final LazyAdmin admin;
    private boolean closed;

    private ProcessCluster(ClusterSettings settings, List<NodePorts> ports) {
        this.settings = settings;
        this.ports = ports;
        String clusterId = Uuid.randomUuid().toString();
        this.nodes = ports.stream()
                .map(node -> new NodeProcess(clusterId, node, settingsOf(node), directory.node(node.node())))
                .toList();
        this.admin = new LazyAdmin(bootstrapServers());
    }

    /**
     * Starts a cluster with the defaults of {@link #builder()}.
     *
     * @param brokers how many brokers, at least 1
     * @return the running cluster; whoever calls this closes it
     * @throws ClusterException if a broker can't be started; no process is left then, and the message shows the end of its log
     */
    public static ProcessCluster start(int brokers) {
        return builder().brokers(brokers).start();
    }

    /**
     * Describes a cluster: one broker, topics only created on demand, up to three replicas of internal topics.
     *
     * @return a new builder
     */
    public static ClusterBuilder<ProcessCluster> builder() {
        return new ClusterBuilder<>(ProcessCluster::start);
    }

    private static ProcessCluster start(ClusterSettings settings) {
        long begin = System.nanoTime();
        ProcessCluster cluster = new ProcessCluster(settings, freePorts(settings.brokers()));
        try {
            cluster.startAll();
        } catch (RuntimeException e) {
            cluster.release();
            throw e;
        }
        LOG.info("{} broker processes started in {} ms", settings.brokers(), (System.nanoTime() - begin) / 1_000_000);
        return cluster;
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
        Waiting.until("every broker knows topic " + name, settings.startTimeout(), () -> atWork().stream()
                .allMatch(broker -> BrokerMetadata.knows(broker, name, partitions)));
    }

    @Override
    public synchronized void startBroker(int broker) {
        NodeProcess node = node(broker);
        node.launch();
        node.awaitReady(settings.startTimeout());
    }

    @Override
    public synchronized void stopBroker(int broker) {
        node(broker).stop();
    }

    /**
     * Kills a broker with SIGKILL, as the loss of a machine would, but what it wrote to its files stays.
     *
     * @param broker the node id of a running broker, frozen or not
     */
    public synchronized void kill(int broker) {
        NodeProcess node = node(broker);
        node.handle();
        node.kill();
    }

    /**
     * Freezes a broker with SIGSTOP: its connections stay, but nobody answers. Freezing twice does nothing.
     *
     * @param broker the node id of a running broker
     */
    public synchronized void freeze(int broker) {
        node(broker).freeze();
    }

    /**
     * Lets a frozen broker go on. Does nothing if it isn't frozen.
     *
     * @param broker the node id of a broker
     */
    public synchronized void thaw(int broker) {
        node(broker).thaw();
    }

    /**
     * Tells whether a broker's process exists, frozen or not.
     *
     * @param broker a node id
     * @return whether it runs
     */
    public synchronized boolean isRunning(int broker) {
        return nodes.get(broker).isRunning();
    }

    /**
     * Returns where the detour of a broker must lead to.
     *
     * @param broker a node id
     * @return a port on the loopback interface
     * @throws IllegalStateException if there are no detours
     */
    public int detourEnd(int broker) {
        if (settings.detours().isEmpty()) {
            throw new IllegalStateException("The cluster has no detours");
        }
        return ports.get(broker).detour();
    }

    /**
     * Returns the process of a broker.
     *
     * @param broker the node id of a running broker
     * @return the handle of its current process
     */
    public synchronized ProcessHandle process(int broker) {
        return node(broker).handle();
    }

    /**
     * Returns the directory with the data and the output ({@code broker-N/broker.log}) of all brokers. It is deleted when the
     * cluster is closed.
     *
     * @return an absolute path
     */
    public Path directory() {
        return directory.root();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            release();
            directory.delete();
        }
    }

    /** Everything but the files, which tell why a cluster didn't start. */
    private synchronized void release() {
        closed = true;
        nodes.forEach(NodeProcess::kill);
        admin.close();
    }

    private synchronized void startAll() {
        nodes.forEach(NodeProcess::launch);
        nodes.forEach(node -> node.awaitReady(settings.startTimeout()));
        Waiting.until(
                "all brokers are registered", settings.startTimeout(), () -> new ClusterQueries(this).sees(brokers()));
    }

    /** Those that run and are not frozen. */
    private synchronized List<NodePorts> atWork() {
        return ports.stream()
                .filter(broker -> nodes.get(broker.node()).isAtWork())
                .toList();
    }

    private NodeProcess node(int broker) {
        if (closed) {
            throw new IllegalStateException("The cluster is closed");
        }
        return nodes.get(broker);
    }

    private Map<String, String> settingsOf(NodePorts node) {
        return NodeSettings.of(
                settings, ports, node, directory.node(node.node()).resolve("data"));
    }

    private static List<NodePorts> freePorts(int brokers) {
        try (HeldPorts held = new HeldPorts(brokers)) {
            return held.nodes();
        }
    }
}
