package dev.holdfast.embeddedregistry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in a process of its own, on a free port of loopback, with its data in a temporary directory. It keeps
 * port and data when it is killed and started again, ends when this JVM ends, however that happens, and speaks the
 * Confluent REST protocol at {@link #url}.
 *
 * <p>Used by one thread.
 */
public final class SchemaRegistryServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int STARTS = 3;
    private static final int LAST_LINES = 20;
    // Below the ports that operating systems pick for outgoing connections, so that a stopped server can come back.
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;

    private final ServerLaunch launch;
    private @Nullable Process process;

    private SchemaRegistryServer(ServerLaunch launch) {
        this.launch = launch;
    }

    /**
     * Starts a registry and waits until it answers.
     *
     * @return the registry, empty
     * @throws RegistryServerException if it can't be started; the message has the end of its log
     */
    public static SchemaRegistryServer start() {
        for (int attempt = 1; ; attempt++) {
            SchemaRegistryServer server = new SchemaRegistryServer(new ServerLaunch(freePort(), newDirectory()));
            try {
                server.startAgain();
                return server;
            } catch (RegistryServerException e) {
                server.close();
                // Somebody may have taken the port in between.
                if (attempt == STARTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * The address of its Confluent-compatible API, for {@code schema.registry.url}.
     *
     * @return the address, without a slash at its end
     */
    public String url() {
        return launch.api().toString();
    }

    /** Starts it again on the same port, with what it knew, and waits until it answers. */
    public void startAgain() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("the registry runs");
        }
        try {
            process = launch.command().start();
        } catch (IOException e) {
            throw new RegistryServerException("the registry can't be started", e);
        }
        awaitAnswer(process);
    }

    /** Ends it at once, as {@code kill -9} does. Has no effect when it does not run. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            if (!awaitExit(process, STOP_LIMIT)) {
                throw new RegistryServerException("process " + process.pid() + " does not end", null);
            }
        }
    }

    /** The process, for a test that follows it. */
    long pid() {
        if (process == null) {
            throw new IllegalStateException("the registry was never started");
        }
        return process.pid();
    }

    Path directory() {
        return launch.directory();
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() {
        kill();
        try {
            new DirectoryTree(launch.directory()).delete();
        } catch (IOException e) {
            throw new RegistryServerException(launch.directory() + " can't be deleted", e);
        }
    }

    private void awaitAnswer(Process started) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(LOOK_AGAIN).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long began = System.nanoTime();
        while (!answers(client, request)) {
            if (awaitExit(started, LOOK_AGAIN)) {
                throw failed("ended with exit code " + started.exitValue() + " while it started");
            }
            if (System.nanoTime() - began > START_LIMIT.toNanos()) {
                throw failed("did not answer within " + START_LIMIT);
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryServerException("interrupted while the registry started", e);
        }
    }

    private RegistryServerException failed(String what) {
        try (Stream<String> lines = Files.lines(launch.log())) {
            List<String> all = lines.toList();
            return new RegistryServerException(
                    "The registry " + what + ". The end of its log:\n"
                            + String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size())),
                    null);
        } catch (IOException e) {
            return new RegistryServerException("The registry " + what + ", and its log can't be read", e);
        }
    }

    private static boolean awaitExit(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryServerException("interrupted while waiting for process " + process.pid(), e);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("holdfast-registry-");
        } catch (IOException e) {
            throw new RegistryServerException("no temporary directory can be created", e);
        }
    }

    private static int freePort() {
        OptionalInt port = OptionalInt.empty();
        while (port.isEmpty()) {
            port = ifFree(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT));
        }
        return port.getAsInt();
    }

    private static OptionalInt ifFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return OptionalInt.of(socket.getLocalPort());
        } catch (IOException taken) {
            return OptionalInt.empty();
        }
    }
}
