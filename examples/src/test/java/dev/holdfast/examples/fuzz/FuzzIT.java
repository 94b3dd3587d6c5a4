package dev.holdfast.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short run; the long one is a command. */
class FuzzIT {
    @Test
    void whateverIsSentIsDoneOrADeadLetterAsItWas() throws Exception {
        FuzzReport report = new FuzzRun(FuzzOptions.parse("--records", "20000", "--seed", "7")).run();
        assertThat(report.isClean())
                .as("%s %s", report.figures(), report.examples())
                .isTrue();
        assertThat((Integer) report.figures().get("done")).isPositive();
        assertThat((Integer) report.figures().get("deadLetters")).isPositive();
    }
}
