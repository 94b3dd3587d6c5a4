package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the programs of all bridges do: options, the servers, the summary, the exit code. */
final class BridgeProgram {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeProgram.class);
    private static final int HEAP_MEGABYTES = 320;

    private BridgeProgram() {}

    /** Runs a bridge and returns the exit code; of several brokers the first one is used unless another is asked for. */
    static int run(List<String> brokers, Opening opening, String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(BridgeOptions.USAGE);
            return 0;
        }
        BridgeOptions options;
        try {
            options = BridgeOptions.parse(brokers, arguments);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(BridgeOptions.USAGE);
            return UsageException.EXIT_CODE;
        }
        try {
            Bridge.Report report = run(opening, options, Screen.ofProcess());
            options.json().ifPresent(file -> ReportFile.write(file, report));
            return report.nothingLost() ? 0 : 1;
        } catch (Exception e) {
            LOG.error("the run failed", e);
            System.err.println("The run failed: " + e);
            return 1;
        }
    }

    static Bridge.Report run(Opening opening, BridgeOptions options, Screen screen) throws Exception {
        Path logs = Files.createDirectories(Path.of(System.getProperty("holdfast.bridge.logs", "target/bridge-logs"))
                .toAbsolutePath());
        screen.say("Starting a broker, a server and a Connect worker ... (logs: " + logs + ")");
        try (KafkaCluster kafka = KafkaCluster.start(1);
                OtherSystem other = opening.open(logs, options.broker());
                ConnectWorker worker = ConnectWorker.start(new ConnectWorker.Settings(
                        kafka.bootstrapServers(),
                        "bridge",
                        other.exactlyOnceToKafka(),
                        Path.of(System.getProperty("holdfast.plugin.path")),
                        logs,
                        HEAP_MEGABYTES))) {
            Bridge.Report report = new Bridge(kafka, other, worker, screen, options.messages()).run();
            screen.say("");
            for (Tally.Count count : report.directions()) {
                screen.say(String.format(
                        Locale.ROOT,
                        "%-18s  sent %,d  received %,d  lost %,d  duplicates %,d",
                        count.direction(),
                        count.sent(),
                        count.received(),
                        count.lost(),
                        count.duplicates()));
            }
            return report;
        }
    }

    /** Starts the other system. */
    @FunctionalInterface
    interface Opening {
        OtherSystem open(Path logs, String broker) throws Exception;
    }
}
