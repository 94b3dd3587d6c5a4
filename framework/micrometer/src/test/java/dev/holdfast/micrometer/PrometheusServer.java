package dev.holdfast.micrometer;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Prometheus: found on the PATH, or installed as root with {@code -Dholdfast.install=true}. */
final class PrometheusServer implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one that scrapes a target every second and evaluates rules as often. */
    static PrometheusServer start(Path folder, InetSocketAddress target, Path rules) throws IOException {
        Path program = onPath().orElseGet(PrometheusServer::installed);
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "global: {scrape_interval: 1s, evaluation_interval: 1s}",
                        "rule_files: ['" + rules.toAbsolutePath() + "']",
                        "scrape_configs:",
                        "  - job_name: app",
                        "    static_configs: [{targets: ['127.0.0.1:" + target.getPort() + "']}]",
                        ""));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusServer(process, port);
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path installed() {
        if (!Boolean.getBoolean("holdfast.install") || !"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException(
                    "install the package prometheus, or build as root with -Dholdfast.install=true,"
                            + " or leave these tests out with -DskipServers");
        }
        List<String> install = List.of(
                "apt-get", "-y", "-o", "DPkg::Lock::Timeout=300", "install", "--no-install-recommends", "prometheus");
        if (run(install) != 0) {
            run(List.of("apt-get", "update"));
            run(install);
        }
        return onPath().orElseThrow(() -> new IllegalStateException("the package prometheus could not be installed"));
    }

    private static int run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        // Without it the package would start a server of its own.
        builder.environment().put("RUNLEVEL", "1");
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("can't run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing", e);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    /** The answer to an instant query, as JSON. */
    String query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
