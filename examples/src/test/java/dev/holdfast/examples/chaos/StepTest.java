package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users can read of the steps. */
class StepTest {
    @ParameterizedTest
    @EnumSource
    void everyStepStandsInTheTableAndInTheUsage(Step step) throws Exception {
        assertThat(Files.readAllLines(Path.of("..", "ARCHITECTURE.md")))
                .filteredOn(line -> line.startsWith("| `" + step.text() + "` |"))
                .as(step.text())
                .hasSize(1);
        assertThat(StepOptions.USAGE).contains(step.text());
    }
}
