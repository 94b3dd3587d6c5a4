package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MonitoringFilesTest {
    private static final Pattern METRIC = Pattern.compile("holdfast_[a-z_]+");
    private static final Set<String> CATALOGUE = Arrays.stream(HoldfastMeter.values())
            .flatMap(meter -> meter.prometheusNames().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    private static Set<String> metricsIn(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void rulesAndDashboardsNameMetricsOfTheCatalogueOnly() throws IOException {
        List<Path> files = new ArrayList<>(MonitoringFiles.dashboards());
        files.add(MonitoringFiles.RULES);

        assertThat(files).hasSizeGreaterThan(2).allSatisfy(file -> assertThat(metricsIn(file))
                .as(file.toString())
                .isNotEmpty()
                .isSubsetOf(CATALOGUE));
    }

    @Test
    void everyMetricIsOnADashboard() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path file : MonitoringFiles.dashboards()) {
            shown.addAll(metricsIn(file));
        }
        assertThat(shown).isEqualTo(CATALOGUE);
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        List<String> lines = Files.readAllLines(MonitoringFiles.RULES);
        long alerts = lines.stream().filter(line -> line.contains("- alert: ")).count();
        assertThat(alerts).isPositive();
        assertThat(lines.stream().filter(line -> line.contains("runbook: "))).hasSize((int) alerts);
        assertThat(lines.stream().filter(line -> line.contains("severity: "))).hasSize((int) alerts);
    }
}
