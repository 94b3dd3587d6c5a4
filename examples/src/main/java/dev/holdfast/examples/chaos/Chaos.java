package dev.holdfast.examples.chaos;

import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The example's program. */
public final class Chaos {
    private static final int FAILED = 1;

    private Chaos() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(ChaosOptions.USAGE);
            return;
        }
        int code = FAILED;
        try {
            code = run(ChaosOptions.parse(arguments));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(ChaosOptions.USAGE);
            code = UsageException.EXIT_CODE;
        } catch (IOException | ExecutionException | RuntimeException e) {
            System.err.println("The run failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(code);
    }

    private static int run(ChaosOptions options) throws IOException, ExecutionException, InterruptedException {
        Path logs = Files.createTempDirectory("holdfast-chaos-");
        System.out.println("seed " + options.seed() + ", " + options.records() + " records over " + options.minutes()
                + " min, " + options.guarantee() + "; logs of the instances: " + logs);
        options.bootstrapServers()
                .ifPresent(servers -> System.out.println(
                        "brokers of yours: only instances of the application are killed and frozen"));
        ChaosReport report = new ChaosRun(options, logs).run();
        report.figures().forEach((name, figure) -> System.out.printf("  %-18s %s%n", name, figure));
        switch (report.verdict()) {
            case CLEAN -> {}
            case VIOLATED ->
                report.aftermath().findings().examples().forEach(example -> System.out.println("  " + example));
            case INCONCLUSIVE ->
                System.out.println("  these did not happen, so it says little: " + String.join(", ", report.missing()));
        }
        options.json().ifPresent(file -> ReportFile.write(file, report.figures()));
        return report.verdict().exitCode();
    }
}
