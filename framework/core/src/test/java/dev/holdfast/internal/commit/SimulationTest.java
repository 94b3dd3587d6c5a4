package dev.holdfast.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.holdfast.internal.commit.SimulatedKafka.Fence;
import dev.holdfast.internal.dispatch.TestDispatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Runs the committer of exactly-once on thousands of schedules. {@code -Dsimulation.seeds=1000000} runs more,
 * {@code -Dsimulation.seed=4711} that one only, with its trace.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 3_000);
    private static final @Nullable Long ONLY = Long.getLong("simulation.seed");

    private final Map<String, ConsumerGroupMetadata> memberships = new HashMap<>();
    private final TestDispatcher dispatcher = TestDispatcher.idle();

    /** Thousands of planned faults are no news. */
    @BeforeAll
    static void logErrorsOnly() {
        logger().setLevel(Level.ERROR);
    }

    @AfterAll
    static void logAsBefore() {
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SimulationTest.class.getPackageName());
    }

    @ParameterizedTest
    @EnumSource
    void whateverHappensOutputsAndOffsetsAreCommittedTogetherAndAllOfThemInTheEnd(Fence fence) {
        long first = ONLY == null ? 0 : ONLY;
        long end = ONLY == null ? SEEDS : ONLY + 1;
        for (long seed = first; seed < end; seed++) {
            String violation = violation(seed, fence, null);
            if (violation != null || ONLY != null) {
                List<String> trace = trace(seed, fence);
                assertThat(violation)
                        .as("seed %d of %s:%n%s", seed, fence, String.join("\n", trace))
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsFound(Mutant mutant) {
        assertThat(caughtBy(mutant)).as("some seed finds %s", mutant).isNotNegative();
    }

    private long caughtBy(Mutant mutant) {
        for (long seed = 0; seed < 10_000; seed++) {
            if (violation(seed, Fence.MEMBER_EPOCH, mutant) != null) {
                return seed;
            }
        }
        return -1;
    }

    @Test
    void aSeedIsTheSameScheduleEachTime() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(trace(seed, Fence.MEMBER_EPOCH)).isEqualTo(trace(seed, Fence.MEMBER_EPOCH));
        }
    }

    private @Nullable String violation(long seed, Fence fence, @Nullable Mutant mutant) {
        try {
            new Simulation(seed, fence, mutant, memberships, dispatcher, false).run();
            return null;
        } catch (AssertionError e) {
            return e.toString();
        }
    }

    private List<String> trace(long seed, Fence fence) {
        Simulation simulation = new Simulation(seed, fence, null, memberships, dispatcher, true);
        try {
            simulation.run();
        } catch (AssertionError e) {
            simulation.trace().add(e.toString());
        }
        return simulation.trace();
    }
}
