package dev.holdfast.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Figure;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private final Results results = new Results();
    private final Report report = new Report(results, "examples/run benchmarks", "2026-11-26");

    @Test
    void ratiosAreTakenRoundByRound() {
        add("raw poll loop", "as Holdfast's consumer", 1, 2, 10);
        add("Holdfast KEY", "defaults", 2, 2, 20);
        assertThat(Ratios.of(results)).containsEntry("noopKeyOverRaw", 0.5).containsEntry("allocationPerRecord", 0.0);
        assertThat(report.markdown()).contains("| noopKeyOverRaw | 0.5 |");
    }

    @Test
    void aPlotIsXmlAndThePageLinksToIt() throws Exception {
        add("Holdfast <KEY> & more", "defaults", 2);
        Path plots = folder.resolve("docs").resolve("plots");
        report.plots(plots);
        List<String> links = report.links(folder.resolve("docs").resolve("page.md"), plots);
        String file = "plots/no-op-java-" + Runtime.version().feature() + ".svg";
        assertThat(links).contains("![no-op](" + file + ")");
        Path plot = folder.resolve("docs").resolve(file);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(plot.toFile())
                        .getDocumentElement()
                        .getTextContent())
                .contains("Holdfast <KEY> & more");
    }

    private void add(String name, String tuning, double... seconds) {
        Contestant contestant = new Contestant(name, tuning, true, false, task -> () -> {});
        for (double each : seconds) {
            results.add("no-op", contestant, new Figure(1_000, each, 300, 500, 0));
        }
    }
}
