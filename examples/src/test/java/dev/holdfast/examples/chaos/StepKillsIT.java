package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance dies at each step, and what is promised holds. */
class StepKillsIT {
    @TempDir
    private Path logs;

    /** Each guarantee and each protocol; the other two pairs are for the command. */
    @ParameterizedTest
    @CsvSource({"exactly-once, consumer", "at-least-once, classic"})
    void nothingIsLostAtAnyStep(String guarantee, String protocol) throws Exception {
        StepReport report = run("--guarantee", guarantee, "--protocol", protocol);
        assertThat(report.verdict())
                .as("%s %s", report.figures(), report.aftermath().findings().examples())
                .isEqualTo(Verdict.CLEAN);
    }

    @Test
    void offsetsThatAreCommittedBeforeTheResultsAreWrittenAreFound() throws Exception {
        StepReport report = run("--sabotage", "commit-early", "--steps", "commit-unheard,offsets-unheard");
        assertThat(report.aftermath().findings().lost())
                .as("%s", report.figures())
                .isPositive();
        assertThat(report.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    private StepReport run(String... arguments) throws Exception {
        return new StepRun(StepOptions.parse(arguments), logs, System.out::println).run();
    }
}
