package dev.holdfast.examples.payments;

import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.command.UsageException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The example's program. */
public final class Payments {
    private static final Logger LOG = LoggerFactory.getLogger(Payments.class);
    private static final int BROKERS = 3;
    private static final int FAILED = 1;

    private Payments() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(PaymentsOptions.USAGE);
            return;
        }
        PaymentsOptions options;
        try {
            options = PaymentsOptions.parse(arguments);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(PaymentsOptions.USAGE);
            System.exit(UsageException.EXIT_CODE);
            return;
        }
        if (options.role() == Role.APP) {
            System.exit(Instance.run(options));
        }
        Stopping stopping = Stopping.ofProcess();
        int code = FAILED;
        try {
            code = run(options, Screen.ofProcess(), stopping);
        } catch (ExecutionException | TimeoutException | InterruptedException | RuntimeException e) {
            System.err.println("The run failed: " + e);
            LOG.error("the run failed", e);
            System.err.println("More is in " + logFile());
        } finally {
            stopping.ended(code);
        }
        System.exit(code);
    }

    static int run(PaymentsOptions options, Screen screen, Stopping stopping)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (options.role() == Role.BANK) {
            return bank(options.bank().orElseThrow(), screen, stopping);
        }
        @Nullable String given = options.bootstrapServers().orElse(null);
        if (given != null && options.role() == Role.REDRIVE) {
            options.bank().ifPresent(bank -> new BankClient(bank).reopenBranch());
            return redrive(given, screen);
        }
        if (given != null) {
            return runOn(given, options, screen, stopping);
        }
        screen.say("Starting " + BROKERS + " brokers in this JVM ... (logs: " + logFile() + ")");
        long begin = System.nanoTime();
        try (KafkaCluster cluster = KafkaCluster.start(BROKERS)) {
            screen.say(String.format(
                    Locale.ROOT,
                    "  ready after %.1f s at %s",
                    (System.nanoTime() - begin) / 1e9,
                    cluster.bootstrapServers()));
            return runOn(cluster.bootstrapServers(), options, screen, stopping);
        }
    }

    private static int runOn(String servers, PaymentsOptions options, Screen screen, Stopping stopping)
            throws ExecutionException, InterruptedException, TimeoutException {
        Summary summary = new PaymentsRun(servers, options, screen, stopping).run();
        screen.say("");
        screen.say("Read back from the topics (only committed records, each payment counted once):");
        summary.lines().forEach(screen::say);
        options.json().ifPresent(file -> {
            ReportFile.write(file, summary.json());
            screen.say("Written to " + file);
        });
        boolean complete = summary.waiting() == 0 || stopping.isRequested();
        return summary.lost() == 0 && summary.duplicates() == 0 && complete ? 0 : FAILED;
    }

    private static int bank(InetSocketAddress address, Screen screen, Stopping stopping) throws InterruptedException {
        InetSocketAddress own = new InetSocketAddress(address.getHostString(), address.getPort());
        try (BankServer server = BankServer.start(own, new FlakyBank(Duration.ofMillis(1)))) {
            screen.say("The bank is open at " + server.address());
            stopping.await();
            return 0;
        }
    }

    private static int redrive(String servers, Screen screen) {
        try (DeadLetterDesk desk = new DeadLetterDesk(servers, Instant.EPOCH)) {
            screen.say("Dead letters by cause:");
            desk.byCause().forEach(screen::say);
            screen.say("Redriven, as they may be handled now: " + desk.redriveExhausted());
            return 0;
        }
    }

    private static String logFile() {
        return System.getProperty(
                "holdfast.examples.log", System.getProperty("java.io.tmpdir") + "/holdfast-examples.log");
    }
}
