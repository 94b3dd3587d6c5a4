package dev.holdfast.micrometer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.state.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics} for Prometheus, and {@code /health/live} and {@code /health/ready} for the probes of platforms:
 * 200 or 503, with the reasons as lines of text. It has neither encryption nor passwords, so bind it to an address that
 * only those can reach who may know.
 *
 * <p>Thread-safe. Two daemon threads answer.
 */
public final class MonitoringServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitoringServer.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry registry;
    private final Supplier<Health> health;

    private record Answer(int status, String type, String body) {}

    private MonitoringServer(HttpServer server, PrometheusMeterRegistry registry, Supplier<Health> health) {
        this.server = server;
        this.registry = registry;
        this.health = health;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "holdfast-monitoring");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a server on the loopback address, which only this machine reaches.
     *
     * @param port the port; 0 for any that is free
     * @param registry what {@code /metrics} tells
     * @param health asked at each request for it, such as {@code app::health}
     * @return the server, which answers until it is closed
     * @throws UncheckedIOException if the port is taken
     */
    public static MonitoringServer start(int port, PrometheusMeterRegistry registry, Supplier<Health> health) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), registry, health);
    }

    /**
     * Starts a server.
     *
     * @param address where it listens; port 0 for any that is free
     * @param registry what {@code /metrics} tells
     * @param health asked at each request for it, such as {@code app::health}
     * @return the server, which answers until it is closed
     * @throws UncheckedIOException if the address can't be listened at
     */
    public static MonitoringServer start(
            InetSocketAddress address, PrometheusMeterRegistry registry, Supplier<Health> health) {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen for monitoring at " + address + ": " + e.getMessage(), e);
        }
        MonitoringServer monitoring = new MonitoringServer(server, registry, health);
        server.setExecutor(monitoring.threads);
        server.createContext("/", monitoring::answer);
        server.start();
        return monitoring;
    }

    /**
     * Where it listens.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Answer answer = head || exchange.getRequestMethod().equals("GET")
                    ? answerTo(exchange.getRequestURI().getPath())
                    : new Answer(NOT_ALLOWED, TEXT, "only GET and HEAD\n");
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            exchange.sendResponseHeaders(answer.status, head || body.length == 0 ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answerTo(String path) {
        try {
            return switch (path) {
                case "/metrics" -> new Answer(OK, PROMETHEUS, registry.scrape());
                case "/health/live" -> {
                    Health now = health.get();
                    yield health(now.live(), "live", now.reasons());
                }
                case "/health/ready" -> {
                    Health now = health.get();
                    yield health(now.ready(), "ready", now.reasons());
                }
                default -> new Answer(NOT_FOUND, TEXT, "there are /metrics, /health/live and /health/ready\n");
            };
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", path, e);
            return new Answer(FAILED, TEXT, "failed: " + e + "\n");
        }
    }

    private static Answer health(boolean good, String what, List<String> reasons) {
        StringBuilder text = new StringBuilder(good ? what : "not " + what).append('\n');
        reasons.forEach(reason -> text.append(reason).append('\n'));
        return new Answer(good ? OK : UNAVAILABLE, TEXT, text.toString());
    }

    /** Ends the server at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
