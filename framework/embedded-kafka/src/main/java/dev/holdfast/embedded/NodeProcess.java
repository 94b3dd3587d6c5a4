package dev.holdfast.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parent's side of one broker process, over all its runs. Not thread-safe: {@link ProcessCluster} serializes its calls. */
final class NodeProcess {
    private static final int LAST_LINES = 20;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final NodePorts ports;
    private final Path log;
    private final Path ready;
    private final ProcessBuilder command;
    private @Nullable Process process;
    private @Nullable FrozenProcess frozen;

    NodeProcess(String clusterId, NodePorts ports, Map<String, String> settings, Path directory) {
        this.ports = ports;
        this.log = directory.resolve("broker.log");
        this.ready = directory.resolve("ready");
        Path config = directory.resolve("server.properties");
        write(settings, config);
        this.command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        BrokerProcess.class.getName(),
                        clusterId,
                        config.toString(),
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        this.command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Whether it runs and has not been frozen. */
    boolean isAtWork() {
        return isRunning() && frozen == null;
    }

    ProcessHandle handle() {
        return running().toHandle();
    }

    void launch() {
        if (isRunning()) {
            throw new IllegalStateException("Broker " + ports.node() + " runs already");
        }
        ports.requireFree();
        try {
            Files.deleteIfExists(ready);
            process = command.start();
        } catch (IOException e) {
            throw new ClusterException("Broker " + ports.node() + " can't be started: " + command.command(), e);
        }
    }

    void awaitReady(Duration limit) {
        Process started = running();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!Files.exists(ready)) {
            if (awaitExit(started, LOOK_AGAIN)) {
                throw failed("ended with exit code " + started.exitValue() + " while it started");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failed("did not start within " + limit.toSeconds() + " s");
            }
        }
    }

    void stop() {
        Process stopping = running();
        try {
            OutputStream input = stopping.getOutputStream();
            input.write((BrokerProcess.STOP + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new ClusterException("Broker " + ports.node() + " can't be asked to stop", e);
        }
        if (!awaitExit(stopping, STOP_LIMIT)) {
            throw failed("did not stop within " + STOP_LIMIT.toSeconds() + " s");
        }
    }

    /** Ends the process at once, frozen or not; does nothing if it isn't running. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitExit(process, STOP_LIMIT);
        }
        thaw();
    }

    void freeze() {
        if (frozen == null) {
            frozen = FrozenProcess.freeze(running().pid());
        }
    }

    void thaw() {
        if (frozen != null) {
            frozen.thaw();
            frozen = null;
        }
    }

    private Process running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("Broker " + ports.node() + " isn't running");
        }
        return process;
    }

    private ClusterException failed(String what) {
        return new ClusterException(
                "Broker " + ports.node() + " " + what + ". The end of its log " + log + ":\n" + lastLines());
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(it can't be read: " + e + ")";
        }
    }

    private static boolean awaitExit(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while waiting for process " + process.pid(), e);
        }
    }

    private static void write(Map<String, String> settings, Path file) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new ClusterException("The settings can't be written to " + file, e);
        }
    }
}
