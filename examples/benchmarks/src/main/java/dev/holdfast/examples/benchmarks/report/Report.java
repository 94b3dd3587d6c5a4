package dev.holdfast.examples.benchmarks.report;

import dev.holdfast.examples.benchmarks.trial.Figure;
import dev.holdfast.examples.command.ReportFile;
import dev.holdfast.examples.measure.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What comes out of a run. */
public final class Report {
    private final Results results;
    private final String command;
    private final String date;
    private final Machine machine = Machine.here();

    /**
     * Creates a report.
     *
     * @param results the figures
     * @param command what was called
     * @param date when
     */
    public Report(Results results, String command, String date) {
        this.results = results;
        this.command = command;
        this.date = date;
    }

    /**
     * The figures as tables, with what is needed to judge and to repeat them.
     *
     * @return lines of Markdown
     */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("`" + command + "`, " + date + "  ");
        lines.add(machine.toString());
        lines.add("");
        Map<String, Double> ratios = Ratios.of(results);
        if (!ratios.isEmpty()) {
            lines.add("| ratio or figure | |");
            lines.add("|---|---:|");
            ratios.forEach((name, value) -> lines.add("| " + name + " | " + value + " |"));
        }
        lines.addAll(new Tables(results).lines());
        return lines;
    }

    /**
     * Writes the ratios that goals are about, the machine and the command as JSON.
     *
     * @param file where to
     */
    public void json(Path file) {
        Map<String, Object> json = new LinkedHashMap<>(Ratios.of(results));
        json.put("command", command);
        json.put("date", date);
        json.put("machine", machine);
        ReportFile.write(file, json);
    }

    /**
     * Writes all runs that count, one a line.
     *
     * @param file where to
     * @throws IOException if that fails
     */
    public void csv(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("workload,contestant,settings,round,records,seconds,records_per_second,cpu_ns_per_record,"
                + "allocated_bytes_per_record");
        results.figures().forEach((workload, rows) -> rows.values().forEach(row -> {
            for (int i = 0; i < row.figures().size(); i++) {
                Figure figure = row.figures().get(i);
                lines.add(String.join(
                        ",",
                        quoted(workload),
                        quoted(row.contestant().name()),
                        quoted(row.contestant().tuning()),
                        Integer.toString(i + 1),
                        Long.toString(figure.records()),
                        Double.toString(figure.seconds()),
                        Double.toString(figure.perSecond()),
                        Double.toString(figure.cpuNanos()),
                        Double.toString(figure.allocated())));
            }
        }));
        Files.write(file, lines);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
