package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A broker for JMS in a JVM of its own, from the module jms-brokers, whose class path is in the file that
 * {@code -Dholdfast.jms-brokers.classpath} names. User and password are {@value #USER}.
 */
public final class JmsServer implements Server {
    /** Name and password of the only user. */
    public static final String USER = "holdfast";

    private static final String CLASSPATH_FILE = "holdfast.jms-brokers.classpath";
    private static final int HEAP_MEGABYTES = 384;
    private static final int OK = 200;

    private final Path folder;
    private final int port = FreePorts.next();
    private final int questions = FreePorts.next();
    private final OwnProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Describes a broker; nothing runs yet.
     *
     * @param kind which one
     * @param logs the folder that its log goes to
     */
    public JmsServer(Kind kind, Path logs) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        folder = TempFolder.create(name);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=dev/holdfast/connect/lab/worker-logback.xml",
                "-cp",
                classpath(),
                "dev.holdfast.connect.jms.broker.BrokerProgram",
                name,
                Integer.toString(port),
                Integer.toString(questions),
                folder.toString());
        process = new OwnProcess("broker " + name, command, Map.of(), logs.resolve(name + "-" + port + ".log"));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        // It answers questions when it is started, and not before.
        process.start(() -> Sockets.answers(questions, "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    /**
     * Creates a durable queue unless it is there.
     *
     * @param queue the queue's name
     * @throws IOException if the broker does not answer
     */
    public void createQueue(String queue) throws IOException {
        ask("PUT", queue);
    }

    /**
     * How many messages a queue has, with those that consumers have and have not acknowledged.
     *
     * @param queue the queue's name
     * @return the number
     * @throws IOException if the broker does not answer
     */
    public long messages(String queue) throws IOException {
        return Long.parseLong(ask("GET", queue));
    }

    @Override
    public void close() {
        process.kill();
        TempFolder.delete(folder);
    }

    private String ask(String method, String queue) throws IOException {
        URI uri = URI.create(
                "http://127.0.0.1:" + questions + "/queues/" + URLEncoder.encode(queue, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IOException("The broker does not tell about queue " + queue + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while asking about queue " + queue, e);
        }
    }

    /** The brokers' program and libraries, and how to log, which is in this module. */
    private static String classpath() {
        String file = System.getProperty(CLASSPATH_FILE);
        if (file == null) {
            throw new LabException("-D" + CLASSPATH_FILE
                    + " must name the file brokers.classpath that the build of jms-brokers writes");
        }
        Path written = Path.of(file);
        try {
            return String.join(
                    System.getProperty("path.separator"),
                    written.resolveSibling("classes").toString(),
                    Files.readString(written).strip(),
                    Path.of(JmsServer.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The brokers' class path can't be read from " + file, e);
        } catch (java.net.URISyntaxException e) {
            throw new LabException("The lab's own place can't be found", e);
        }
    }

    /** A broker that there is. */
    public enum Kind {
        /** ActiveMQ Classic. */
        CLASSIC,
        /** ActiveMQ Artemis. */
        ARTEMIS
    }
}
