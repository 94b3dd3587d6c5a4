package dev.holdfast.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The main class of a broker's own JVM. It creates a file when it is ready, stops in good order when it reads {@link #STOP}
 * from its standard input, and ends at once when that input ends, because then its parent is gone.
 */
final class BrokerProcess {
    static final String STOP = "stop";
    private static final int FAILED = 1;
    private static final int ORPHANED = 2;

    private BrokerProcess() {}

    /** Runs a broker: arguments are the cluster's id, the file of settings, and the file to create when ready. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace(System.err);
            Runtime.getRuntime().halt(FAILED);
        });
        CountDownLatch stopped = new CountDownLatch(1);
        Thread parent = new Thread(() -> followParent(stopped), "holdfast-parent");
        parent.setDaemon(true);
        parent.start();

        BrokerNode node = BrokerNode.create(
                arguments[0],
                settings(Path.of(arguments[1])),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        node.start();
        Files.createFile(Path.of(arguments[2]));
        stopped.await();
        node.stopBroker();
        node.stopController();
        System.exit(0);
    }

    private static void followParent(CountDownLatch stopped) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (line.equals(STOP)) {
                    stopped.countDown();
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(ORPHANED);
        }
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
