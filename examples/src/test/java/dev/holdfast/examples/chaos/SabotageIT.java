package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.embedded.KafkaCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checker finds a fault that is planted into what the application writes, and none where none is. Only commit-early is
 * not here: it takes kills to be seen.
 */
class SabotageIT {
    @TempDir
    private Path logs;

    @ParameterizedTest
    @CsvSource({
        "drop-one, lost",
        "duplicate-one, duplicates",
        "reorder-one, orderBreaks",
        "lose-header, wrongRetries",
        "swap-bytes, wrongDeadLetters"
    })
    void aPlantedFaultIsFound(String sabotage, String figure) throws Exception {
        ChaosReport report = run("--sabotage", sabotage);
        Map<String, Object> figures = report.figures();
        assertThat(report.verdict()).as("%s", figures).isEqualTo(Verdict.VIOLATED);
        assertThat(String.valueOf(figures.get(figure))).as("%s", figures).matches("[1-9][0-9]*");
    }

    /** More than one is found: what lies between the two is not yet written when they are. */
    @Test
    void aPlantedFaultIsFoundWhereTheOrderOfKeysIsKept() throws Exception {
        ChaosReport report = run("--sabotage", "reorder-one", "--keep-key-order");
        Map<String, Object> figures = report.figures();
        assertThat(report.verdict()).as("%s", figures).isEqualTo(Verdict.VIOLATED);
        assertThat(report.aftermath().violations())
                .as("%s", figures)
                .isEqualTo(report.aftermath().findings().orderBreaks())
                .isPositive();
    }

    @Test
    void withoutFaultsNothingIsFoundAndNothingIsProved() throws Exception {
        ChaosReport report = run();
        assertThat(report.verdict()).as("%s", report.figures()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.missing()).contains("kills", "freezes");
        assertThat(report.aftermath().findings().examples()).isEmpty();
    }

    private ChaosReport run(String... more) throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(1)) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--records", "5000", "--faults", "none", "--bootstrap-servers", cluster.bootstrapServers()));
            arguments.addAll(List.of(more));
            return new ChaosRun(ChaosOptions.parse(arguments.toArray(String[]::new)), logs).run();
        }
    }
}
