package dev.holdfast.examples.chaos;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some steps that {@link StepKillsIT} leaves out in every build; beside it, since a step is mostly waiting. */
class StepKillsInOtherModesIT {
    @TempDir
    private Path logs;

    @Test
    void exactlyOnceWithTheClassicProtocol() throws Exception {
        StepKillsIT.assertClean(logs, "exactly-once", "classic", "offsets-unheard,revoke-unsent,drain-leaving");
    }

    @Test
    void atLeastOnceWithTheClassicProtocol() throws Exception {
        StepKillsIT.assertClean(logs, "at-least-once", "classic", "write-unheard,revoke-kept");
    }
}
