package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.report.Report;
import dev.holdfast.examples.benchmarks.work.Stage;
import dev.holdfast.examples.benchmarks.work.Workload;
import dev.holdfast.examples.command.Screen;
import dev.holdfast.examples.command.UsageException;
import dev.holdfast.examples.measure.Bench;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The program that compares. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Lets all contestants do the same work, prints tables and ends the process.
     *
     * @param arguments see {@code --help}
     * @throws Exception if a run does not do what it should
     */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.println(BenchmarkOptions.usage());
            return;
        }
        BenchmarkOptions options;
        try {
            options = BenchmarkOptions.parse(arguments);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(BenchmarkOptions.usage());
            System.exit(UsageException.EXIT_CODE);
            return;
        }
        run(options, ("examples/run benchmarks " + String.join(" ", arguments)).strip());
    }

    private static void run(BenchmarkOptions options, String command)
            throws ExecutionException, InterruptedException, IOException {
        Screen screen = Screen.ofProcess();
        screen.say("Starting a broker in its own process ...");
        try (Bench bench = new Bench()) {
            Stage stage = new Stage(bench, options.scale(), screen);
            for (Catalogue part : options.parts()) {
                for (Workload workload : part.workloads(options.scale().quick())) {
                    workload.run(stage);
                }
            }
            String date = LocalDate.now(ZoneOffset.UTC).toString();
            Report report = new Report(stage.results(), command, date);
            report.markdown().forEach(screen::say);
            options.json().ifPresent(report::json);
            if (options.csv().isPresent()) {
                report.csv(options.csv().get());
            }
            if (options.markdown().isPresent()) {
                Path page = options.markdown().get();
                List<String> content = new ArrayList<>(report.markdown());
                options.plots().ifPresent(folder -> content.addAll(report.links(page, folder)));
                BenchmarkOptions.block(page).replace(content);
            }
            if (options.plots().isPresent()) {
                report.plots(options.plots().get());
            }
        }
    }
}
