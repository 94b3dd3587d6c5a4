package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance dies at a step, and what is promised holds: in every build at some steps, a third of a minute each, and with
 * {@code -Plong} at all of them in each mode.
 */
class StepKillsIT {
    @TempDir
    private Path logs;

    @Test
    void exactlyOnceWithTheConsumerProtocol() throws Exception {
        assertClean(
                logs,
                "exactly-once",
                "consumer",
                "between-sends,commit-sent,commit-unheard,takeover-unsent,drain-unsent");
    }

    @Test
    void offsetsThatAreCommittedBeforeTheResultsAreWrittenAreFound() throws Exception {
        StepReport report = run(logs, "--sabotage", "commit-early", "--steps", "commit-unheard,commit-sent");
        assertThat(report.verdict()).as("%s", report.figures()).isEqualTo(Verdict.VIOLATED);
    }

    /** Runs these steps, or all of them. */
    static void assertClean(Path logs, String guarantee, String protocol, String steps) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--guarantee", guarantee, "--protocol", protocol));
        if (!Boolean.getBoolean("chaos.all")) {
            arguments.addAll(List.of("--steps", steps));
        }
        StepReport report = run(logs, arguments.toArray(String[]::new));
        assertThat(report.verdict())
                .as("%s %s", report.figures(), report.aftermath().findings().examples())
                .isEqualTo(Verdict.CLEAN);
    }

    private static StepReport run(Path logs, String... arguments) throws Exception {
        return new StepRun(StepOptions.parse(arguments), logs, System.out::println).run();
    }
}
