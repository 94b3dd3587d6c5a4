package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A real distributed Connect worker in its own JVM, with plug-ins from a {@code plugin.path} that it finds by their service
 * manifests only ({@code plugin.discovery=service_load}).
 *
 * <p>Its defaults: keys are strings, values bytes, records are read committed, offsets are committed every second, a dead
 * worker is noticed after 6 s and its tasks move at once.
 */
public final class ConnectWorker implements AutoCloseable {
    private static final String CLASSPATH_FILE = "holdfast.worker.classpath";

    private final Path folder;
    private final OwnProcess process;
    private final ConnectRest rest;

    private ConnectWorker(Path folder, OwnProcess process, ConnectRest rest) {
        this.folder = folder;
        this.process = process;
        this.rest = rest;
    }

    /**
     * Starts a worker.
     *
     * @param settings what it is to be like
     * @return the worker, ready for requests; whoever calls this closes it
     * @throws LabException if it can't be started
     */
    public static ConnectWorker start(Settings settings) {
        Path folder = TempFolder.create("worker");
        int port = FreePorts.next();
        Path properties = folder.resolve("worker.properties");
        write(settings.properties(port), properties);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                settings.compiler().option(),
                "-Dlogback.configurationFile=dev/holdfast/connect/lab/worker-logback.xml",
                "-cp",
                classpath(),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                properties.toString());
        Path log = settings.logs().resolve("worker-" + settings.group() + "-" + port + ".log");
        OwnProcess process = new OwnProcess("Connect worker " + settings.group(), command, Map.of(), log);
        ConnectWorker worker = new ConnectWorker(folder, process, new ConnectRest("http://127.0.0.1:" + port));
        worker.startAgain();
        return worker;
    }

    /**
     * What can be asked of it and told to it.
     *
     * @return its REST interface
     */
    public ConnectRest rest() {
        return rest;
    }

    /** Ends its JVM at once (KILL). */
    public void kill() {
        process.kill();
    }

    /** Stops it in good order (TERM). */
    public void stop() {
        process.stop();
    }

    /** Starts it after it was stopped or killed, with the same settings and port. */
    public void startAgain() {
        process.start(rest::isHealthy);
    }

    /**
     * Lets it stand still (STOP) or go on (CONT).
     *
     * @param frozen whether it is to stand still
     */
    public void freeze(boolean frozen) {
        process.freeze(frozen);
    }

    @Override
    public void close() {
        process.kill();
        TempFolder.delete(folder);
    }

    /** Connect's own class path, and that of this class: the lab has transformations for tests. */
    private static String classpath() {
        String file = System.getProperty(CLASSPATH_FILE);
        if (file == null) {
            throw new LabException(
                    "-D" + CLASSPATH_FILE + " must name the file worker.classpath that the lab's build writes");
        }
        try {
            Path own = Path.of(ConnectWorker.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own
                    + System.getProperty("path.separator")
                    + Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's class path can't be read from " + file, e);
        } catch (java.net.URISyntaxException e) {
            throw new LabException("The lab's own place can't be found", e);
        }
    }

    private static void write(Map<String, String> settings, Path file) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's settings can't be written to " + file, e);
        }
    }

    /** How the worker's JVM compiles. */
    public enum Compiler {
        /** Fast and once, which suits a worker that lives for minutes. */
        C1("-XX:TieredStopAtLevel=1"),
        /** As any JVM does, for a worker whose speed is measured. */
        TIERED("-XX:+TieredCompilation");

        private final String option;

        Compiler(String option) {
            this.option = option;
        }

        String option() {
            return option;
        }
    }

    /**
     * What a worker is to be like.
     *
     * @param bootstrapServers the Kafka cluster
     * @param group the workers' group; its internal topics are named after it
     * @param exactlyOnce whether source connectors run with exactly-once support
     * @param pluginPath the folder that plug-ins are in
     * @param logs the folder that its log goes to
     * @param heapMegabytes how much heap it gets
     * @param compiler how its JVM compiles
     */
    public record Settings(
            String bootstrapServers,
            String group,
            boolean exactlyOnce,
            Path pluginPath,
            Path logs,
            int heapMegabytes,
            Compiler compiler) {
        Map<String, String> properties(int port) {
            Map<String, String> properties = new TreeMap<>();
            properties.put("bootstrap.servers", bootstrapServers);
            properties.put("group.id", group);
            properties.put("listeners", "http://127.0.0.1:" + port);
            properties.put("rest.advertised.host.name", "127.0.0.1");
            properties.put("plugin.path", pluginPath.toString());
            properties.put("plugin.discovery", "service_load");
            properties.put("exactly.once.source.support", exactlyOnce ? "enabled" : "disabled");
            properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
            properties.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
            for (String kind : List.of("config", "offset", "status")) {
                properties.put(kind + ".storage.topic", group + "." + kind + "s");
                properties.put(kind + ".storage.replication.factor", "1");
            }
            properties.put("offset.storage.partitions", "2");
            properties.put("status.storage.partitions", "1");
            properties.put("offset.flush.interval.ms", "1000");
            properties.put("session.timeout.ms", "6000");
            properties.put("heartbeat.interval.ms", "1500");
            properties.put("scheduled.rebalance.max.delay.ms", "0");
            properties.put("consumer.session.timeout.ms", "6000");
            properties.put("consumer.heartbeat.interval.ms", "1500");
            properties.put("consumer.isolation.level", "read_committed");
            properties.put("consumer.auto.offset.reset", "earliest");
            // Without it, a retry of the producer can write a record twice.
            properties.put("producer.enable.idempotence", "true");
            return properties;
        }
    }
}
