package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.examples.command.Program;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the programs of all bridges do: options, the servers, the summary, the exit code. */
final class BridgeProgram {
    private static final int HEAP_MEGABYTES = 320;

    private BridgeProgram() {}

    /** Runs a bridge and returns the exit code; of several brokers the first one is used unless another is asked for. */
    static int run(List<String> brokers, Opening opening, String... arguments) {
        return Program.run(
                BridgeOptions.USAGE,
                given -> BridgeOptions.parse(brokers, given),
                options -> {
                    Bridge.Report report = run(opening, options, Screen.ofProcess());
                    options.json().ifPresent(file -> ReportFile.write(file, report));
                    return report.nothingLost();
                },
                arguments);
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
                        HEAP_MEGABYTES,
                        ConnectWorker.Compiler.C1))) {
            Bridge.Report report = new Bridge(kafka, other, worker, screen, options.messages()).run();
            screen.say("");
            report.directions().forEach(count -> screen.say(count.summary()));
            return report;
        }
    }

    /** Starts the other system. */
    @FunctionalInterface
    interface Opening {
        OtherSystem open(Path logs, String broker) throws Exception;
    }
}
