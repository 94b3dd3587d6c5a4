package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance dies at each step, and what is promised holds. */
class StepKillsIT {
    @TempDir
    private Path logs;

    /** All steps of one mode, and of others some in which it matters; with -Plong all steps of each. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
            exactly-once, consumer, all
            exactly-once, classic, "takeover-unheard,revoke-unsent,revoke-kept,drain-leaving"
            at-least-once, classic, "write-unheard,offsets-unheard,revoke-unheard,revoke-kept"
            """)
    void nothingIsLostAtAnyStep(String guarantee, String protocol, String steps) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--guarantee", guarantee, "--protocol", protocol));
        if (!steps.equals("all") && !Boolean.getBoolean("step-kills.all")) {
            arguments.addAll(List.of("--steps", steps));
        }
        StepReport report = run(arguments.toArray(String[]::new));
        assertThat(report.verdict())
                .as("%s %s", report.figures(), report.aftermath().findings().examples())
                .isEqualTo(Verdict.CLEAN);
    }

    @Test
    void offsetsThatAreCommittedBeforeTheResultsAreWrittenAreFound() throws Exception {
        StepReport report = run("--sabotage", "commit-early", "--steps", "commit-unheard,commit-sent");
        assertThat(report.verdict()).as("%s", report.figures()).isEqualTo(Verdict.VIOLATED);
    }

    private StepReport run(String... arguments) throws Exception {
        return new StepRun(StepOptions.parse(arguments), logs, System.out::println).run();
    }
}
