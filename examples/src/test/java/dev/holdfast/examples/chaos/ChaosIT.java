package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest run: each fault at least once, and as long as it takes on this machine until each has had its effect. */
class ChaosIT {
    @TempDir
    private Path logs;

    @Test
    void nothingIsLostOrTwiceWhileInstancesAndBrokersAreKilledAndFrozen() throws Exception {
        ChaosOptions options = ChaosOptions.parse("--records", "20000", "--minutes", "1", "--seed", "4");
        ChaosReport report = new ChaosRun(options, logs).run();
        assertThat(report.verdict())
                .as(
                        "%s %s %s",
                        report.figures(),
                        report.missing(),
                        report.aftermath().findings().examples())
                .isEqualTo(Verdict.CLEAN);
    }
}
