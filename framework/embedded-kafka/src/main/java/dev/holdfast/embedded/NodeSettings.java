package dev.holdfast.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The broker configuration of one node: Kafka's defaults, cut down to a machine that is shared with the tests. */
final class NodeSettings {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";
    private static final String DETOUR_LISTENER = "DETOUR";
    private static final Set<String> DECIDED_HERE = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    private NodeSettings() {}

    static void requireFree(String key) {
        if (DECIDED_HERE.contains(key)) {
            throw new IllegalArgumentException(
                    "'" + key + "' can't be set: the cluster decides identity, ports and directories of its brokers");
        }
    }

    static Map<String, String> of(ClusterSettings cluster, List<NodePorts> nodes, NodePorts node, Path data) {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(smallMachine());
        settings.putAll(replication(cluster.brokers()));
        settings.putAll(quickReactions());
        settings.putAll(cluster.config());
        settings.putAll(identity(nodes, node, data));
        if (!cluster.detours().isEmpty()) {
            int port = cluster.detours().get(node.node());
            settings.merge("listeners", detour(node.detour()), String::concat);
            settings.merge("advertised.listeners", detour(port), String::concat);
        }
        return settings;
    }

    /** One more in a list of listeners. */
    private static String detour(int port) {
        return "," + DETOUR_LISTENER + "://" + NodePorts.HOST + ":" + port;
    }

    private static Map<String, String> identity(List<NodePorts> nodes, NodePorts node, Path data) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(node.node()),
                "listeners",
                BROKER_LISTENER + "://" + node.brokerAddress() + "," + CONTROLLER_LISTENER + "://" + NodePorts.HOST
                        + ":" + node.controller(),
                "advertised.listeners",
                BROKER_LISTENER + "://" + node.brokerAddress(),
                "inter.broker.listener.name",
                BROKER_LISTENER,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT",
                "controller.quorum.voters",
                nodes.stream().map(NodePorts::controllerVoter).collect(Collectors.joining(",")),
                "log.dirs",
                data.toString());
    }

    /** As on a real cluster of this size: three replicas of what must last, and two of them needed to write. */
    private static Map<String, String> replication(int brokers) {
        String replicas = Integer.toString(Math.min(3, brokers));
        String minInSync = brokers >= 3 ? "2" : "1";
        return Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", minInSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", minInSync,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", minInSync,
                "auto.create.topics.enable", "false");
    }

    private static Map<String, String> smallMachine() {
        return Map.ofEntries(
                Map.entry("offsets.topic.num.partitions", "8"),
                Map.entry("transaction.state.log.num.partitions", "8"),
                Map.entry("share.coordinator.state.topic.num.partitions", "2"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "1"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("share.coordinator.threads", "1"),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                // Several brokers of one JVM would fight for the same MBean names.
                Map.entry("metric.reporters", ""));
    }

    /** A test that waits for a broker's or a member's death should not wait as long as an operator would. */
    private static Map<String, String> quickReactions() {
        return Map.ofEntries(
                // A restarted broker is let in only when the session of its last run is over.
                Map.entry("broker.heartbeat.interval.ms", "300"),
                Map.entry("broker.session.timeout.ms", "3000"),
                // Else brokers keep asking a frozen controller for 30 s, and are fenced by the next one meanwhile.
                Map.entry("controller.socket.timeout.ms", "2000"),
                Map.entry("replica.fetch.backoff.ms", "100"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "500"),
                Map.entry("group.consumer.min.session.timeout.ms", "1000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
                // A partition that changes hands waits for the heartbeats of both members; 5 s apart by default.
                Map.entry("group.consumer.heartbeat.interval.ms", "500"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    }
}
