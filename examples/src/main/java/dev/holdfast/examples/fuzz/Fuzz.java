package dev.holdfast.examples.fuzz;

import dev.holdfast.examples.command.Program;
import dev.holdfast.examples.command.ReportFile;
import java.util.concurrent.ExecutionException;

/** The example's program. */
public final class Fuzz {
    private Fuzz() {}

    /**
     * Runs the example and ends the process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(Program.run(FuzzOptions.USAGE, FuzzOptions::parse, Fuzz::isClean, arguments));
    }

    private static boolean isClean(FuzzOptions options) throws ExecutionException, InterruptedException {
        FuzzReport report = new FuzzRun(options).run();
        report.figures().forEach((name, figure) -> System.out.printf("  %-12s %s%n", name, figure));
        report.examples().forEach(example -> System.out.println("  " + example));
        options.json().ifPresent(file -> ReportFile.write(file, report.figures()));
        return report.isClean();
    }
}
