package dev.holdfast.connect.contract;

import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.embedded.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Kafka cluster of one broker and the workers that tests of a module share: one with and one without exactly-once support,
 * started when the first test needs it, ended after the last one. For one thread.
 */
public final class Lab implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 320;

    private final KafkaCluster kafka = KafkaCluster.start(1);
    private final Map<Boolean, ConnectWorker> workers = new HashMap<>();

    private Lab() {}

    /**
     * The lab of this run of tests.
     *
     * @param context any context of it
     * @return the lab
     */
    public static Lab of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Lab.class))
                .computeIfAbsent(Lab.class, type -> new Lab(), Lab.class);
    }

    /**
     * The cluster.
     *
     * @return a cluster of one broker
     */
    public KafkaCluster kafka() {
        return kafka;
    }

    /**
     * A worker.
     *
     * @param exactlyOnce whether with exactly-once support
     * @return a worker that runs
     */
    public ConnectWorker worker(boolean exactlyOnce) {
        return workers.computeIfAbsent(exactlyOnce, this::start);
    }

    /**
     * Starts a further worker of the same group; whoever calls this closes it.
     *
     * @param exactlyOnce which group
     * @return the worker
     */
    public ConnectWorker another(boolean exactlyOnce) {
        return start(exactlyOnce);
    }

    /**
     * Starts a worker of a group of its own, as fast as it can be; whoever calls this closes it.
     *
     * @param exactlyOnce whether with exactly-once support
     * @return the worker
     */
    public ConnectWorker measured(boolean exactlyOnce) {
        return start("measured", exactlyOnce, ConnectWorker.Compiler.TIERED);
    }

    /**
     * Writes records to a topic and waits until Kafka has them.
     *
     * @param topic the topic
     * @param values the records' values, which are their keys, too
     */
    public void write(String topic, String... values) {
        try (Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.write(topic, List.of(values));
        }
    }

    /**
     * Where servers and workers log to.
     *
     * @return a folder of the module's build
     */
    public static Path logs() {
        Path folder = Path.of("target", "contract-logs").toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        workers.values().forEach(ConnectWorker::close);
        kafka.close();
    }

    private ConnectWorker start(boolean exactlyOnce) {
        return start(exactlyOnce ? "exactly-once" : "at-least-once", exactlyOnce, ConnectWorker.Compiler.C1);
    }

    private ConnectWorker start(String group, boolean exactlyOnce, ConnectWorker.Compiler compiler) {
        return ConnectWorker.start(new ConnectWorker.Settings(
                kafka.bootstrapServers(),
                group,
                exactlyOnce,
                Path.of(System.getProperty("holdfast.plugin.path")),
                logs(),
                HEAP_MEGABYTES,
                compiler));
    }
}
