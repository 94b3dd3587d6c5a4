package dev.holdfast.examples.chaos;

import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The program that kills an instance at each step of what it writes. */
public final class StepKills {
    private static final int FAILED = 1;

    private StepKills() {}

    /**
     * Runs it and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(StepOptions.USAGE);
            return;
        }
        int code = FAILED;
        try {
            code = run(StepOptions.parse(arguments));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(StepOptions.USAGE);
            code = UsageException.EXIT_CODE;
        } catch (IOException | ExecutionException | RuntimeException e) {
            System.err.println("The run failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(code);
    }

    private static int run(StepOptions options) throws IOException, ExecutionException, InterruptedException {
        Path logs = Files.createTempDirectory("holdfast-step-kills-");
        System.out.println("seed " + options.seed() + ", " + options.steps().size() + " steps, " + options.guarantee()
                + ", " + options.protocol() + " protocol; logs of the instances: " + logs);
        StepReport report = new StepRun(options, logs, System.out::println).run();
        report.figures().forEach((name, figure) -> System.out.printf("  %-18s %s%n", name, figure));
        report.aftermath().findings().examples().forEach(example -> System.out.println("  " + example));
        options.json().ifPresent(file -> ReportFile.write(file, report.figures()));
        return report.verdict().exitCode();
    }
}
