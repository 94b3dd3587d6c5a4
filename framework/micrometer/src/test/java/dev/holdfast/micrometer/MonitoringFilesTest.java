package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MonitoringFilesTest {
    private static final Pattern METRIC = Pattern.compile("holdfast_[a-z_]+");
    private static final Pattern BROKER_METRIC = Pattern.compile("kafka_[a-z0-9_]+");
    private static final Pattern EXPORTED =
            Pattern.compile("name=\\(?([A-Za-z|]+)\\)?[^\\n]*\\n +name: (kafka_[a-z0-9_$]+)");
    private static final Set<String> CATALOGUE = Arrays.stream(HoldfastMeter.values())
            .flatMap(meter -> meter.prometheusNames().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    private static Set<String> metricsIn(Path file) throws IOException {
        return found(METRIC, file);
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
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
    void whatRulesAndDashboardNameOfBrokersIsExported() throws IOException {
        Set<String> exported = EXPORTED.matcher(Files.readString(MonitoringFiles.BROKER_EXPORTER))
                .results()
                .flatMap(rule -> Arrays.stream(rule.group(1).split("\\|", -1))
                        .map(bean -> rule.group(2).replace("$1", bean).toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(List.of(MonitoringFiles.BROKER_DASHBOARD, MonitoringFiles.BROKER_RULES))
                .allSatisfy(file -> assertThat(found(BROKER_METRIC, file))
                        .as(file.toString())
                        .isNotEmpty()
                        .isSubsetOf(exported));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertSaysWhatToDo(Path rules) throws IOException {
        List<String> lines = Files.readAllLines(rules);
        long alerts = lines.stream().filter(line -> line.contains("- alert: ")).count();
        assertThat(alerts).isPositive();
        assertThat(lines.stream().filter(line -> line.contains("runbook: "))).hasSize((int) alerts);
        assertThat(lines.stream().filter(line -> line.contains("severity: "))).hasSize((int) alerts);
    }

    static List<Path> rules() {
        return List.of(MonitoringFiles.RULES, MonitoringFiles.BROKER_RULES);
    }
}
