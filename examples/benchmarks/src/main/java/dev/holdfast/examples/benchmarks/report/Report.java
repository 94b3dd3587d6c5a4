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
import java.util.Locale;
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
     * Draws a plot of each workload.
     *
     * @param folder where the files go, over those that are there
     * @throws IOException if that fails
     */
    public void plots(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String>> plot : pictures().entrySet()) {
            Files.write(folder.resolve(file(plot.getKey())), plot.getValue());
        }
    }

    /**
     * Shows the plots on a page.
     *
     * @param page the page
     * @param folder where the plots are
     * @return lines of Markdown
     */
    public List<String> links(Path page, Path folder) {
        Path from = page.toAbsolutePath().normalize().resolveSibling("");
        Path to = folder.toAbsolutePath().normalize();
        List<String> lines = new ArrayList<>();
        for (String name : pictures().keySet()) {
            lines.add("");
            lines.add("![" + name + "](" + from.relativize(to.resolve(file(name))) + ")");
        }
        return lines;
    }

    private Map<String, List<String>> pictures() {
        Map<String, List<String>> pictures = new LinkedHashMap<>();
        results.figures().forEach((name, rows) -> pictures.put(name, new BarPlot(name, rows.values()).svg()));
        return pictures;
    }

    private static String file(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-java-"
                + Runtime.version().feature() + ".svg";
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
        results.figures().forEach((workload, rows) -> rows.values()
                .forEach(row -> lines(
                        lines,
                        workload,
                        row.contestant().name(),
                        row.contestant().tuning(),
                        row.figures())));
        Files.write(file, lines);
    }

    private static void lines(
            List<String> lines, String workload, String contestant, String settings, List<Figure> figures) {
        int round = 0;
        for (Figure figure : figures) {
            round++;
            lines.add(String.format(
                    Locale.ROOT,
                    "\"%s\",\"%s\",\"%s\",%d,%d,%.6f,%.1f,%.1f,%.1f",
                    workload,
                    contestant,
                    settings,
                    round,
                    figure.records(),
                    figure.seconds(),
                    figure.perSecond(),
                    figure.cpuNanos(),
                    figure.allocated()));
        }
    }
}
