package dev.holdfast.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * One combined node of Kafka's own server classes, from its start to its stop; a restart is a new one on the same data.
 *
 * <p>These are the parts of {@link KafkaRaftServer}, put together here because that class ends the JVM at a fatal fault,
 * picks its sockets itself, and stops broker and controller only together.
 */
final class BrokerNode {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNode.class);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(30);

    private final ControllerServer controller;
    private final BrokerServer broker;
    private final HurryingTime time;

    private BrokerNode(ControllerServer controller, BrokerServer broker, HurryingTime time) {
        this.controller = controller;
        this.broker = broker;
        this.time = time;
    }

    static BrokerNode create(
            String clusterId, Map<String, String> settings, FaultHandlerFactory faults, ServerSocketFactory sockets) {
        KafkaConfig config = new KafkaConfig(settings, false);
        format(clusterId, config);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories =
                KafkaRaftServer.initializeLogDirs(config, LOG, "[broker " + config.nodeId() + "] ");
        HurryingTime time = new HurryingTime();
        SharedServer shared = new SharedServer(
                config,
                directories._1(),
                time,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                faults,
                sockets);
        return new BrokerNode(
                new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2()),
                new BrokerServer(shared),
                time);
    }

    /** Starts both roles and returns when the broker is registered, has caught up and serves clients. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /** Hands the leaderships over and stops the broker; the controller goes on, so that others can stop in the same way. */
    void stopBroker() {
        broker.shutdown(SHUTDOWN_LIMIT);
    }

    void stopController() {
        controller.shutdown();
    }

    /** Stops the controller of a cluster that won't need one any more. */
    void stopControllerForGood() {
        time.hurry();
        controller.shutdown();
    }

    boolean knowsTopic(String topic) {
        return broker.metadataCache().contains(topic);
    }

    private static void format(String clusterId, KafkaConfig config) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Formatter formatter = new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(config.nodeId())
                    .setClusterId(clusterId)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(NodeSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(config.metadataLogDir())
                    .setIgnoreFormatted(true);
            config.logDirs().forEach(formatter::addDirectory);
            formatter.run();
        } catch (Exception e) {
            throw new ClusterException("The directories of broker " + config.nodeId() + " can't be formatted", e);
        }
    }
}
