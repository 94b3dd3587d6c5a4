package dev.holdfast.examples.fuzz;

import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.command.UsageException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The example's program. */
public final class Fuzz {
    private static final int FAILED = 1;

    private Fuzz() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(FuzzOptions.USAGE);
            return;
        }
        int code = FAILED;
        try {
            code = run(FuzzOptions.parse(arguments));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(FuzzOptions.USAGE);
            code = UsageException.EXIT_CODE;
        } catch (ExecutionException | RuntimeException e) {
            System.err.println("The run failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(code);
    }

    private static int run(FuzzOptions options) throws ExecutionException, InterruptedException {
        FuzzReport report = new FuzzRun(options).run();
        report.figures().forEach((name, figure) -> System.out.printf("  %-12s %s%n", name, figure));
        report.examples().forEach(example -> System.out.println("  " + example));
        options.json().ifPresent(file -> ReportFile.write(file, report.figures()));
        return report.isClean() ? 0 : FAILED;
    }
}
