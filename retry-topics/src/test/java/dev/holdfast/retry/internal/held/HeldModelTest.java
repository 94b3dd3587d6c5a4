package dev.holdfast.retry.internal.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retry.internal.held.HeldModel.Bounds;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every state that the protocol can get into within bounds, on the classes that decide in production. A mutant
 * that passes means that the model could not see what it is there to see.
 */
class HeldModelTest {
    private static final Logger LOG = LoggerFactory.getLogger(HeldModelTest.class);
    private static final int MOST_STATES = 1_500_000;

    /** Two attempts, up to two steps that wait, more than one a transaction. */
    private static Bounds bounds(String keys, int rebalances, int faults) {
        return new Bounds(keys, rebalances, faults, 0, 2, 0, 2, false, false);
    }

    private static ModelSearch.Result search(Bounds bounds, Mutant mutant) {
        ModelSearch.Result result = new ModelSearch(new HeldModel(bounds, mutant)).run(MOST_STATES);
        LOG.info("{} {}: {} states, {} final", mutant, bounds, result.states(), result.finals());
        return result;
    }

    private static Set<String> isSound(Bounds bounds) {
        ModelSearch.Result result = search(bounds, Mutant.NONE);
        assertThat(result.violation()).as("broken promise").isNull();
        assertThat(result.finals()).as("states in which all is done").isPositive();
        return result.actions().keySet();
    }

    @Test
    void nothingIsLostOrOvertakenWhenAnInstanceDiesOrACommitIsNotAnswered() {
        Set<String> happened = new HashSet<>(isSound(bounds("aa", 0, 1)));
        assertThat(happened.stream().map(what -> what.replaceAll("#: ", "")).collect(Collectors.toSet()))
                .as("what the search came across")
                .contains(
                        "crashes",
                        "commits, the answer is lost",
                        "aborts, to send again",
                        "aborts, and does not know",
                        "sends one more",
                        "restores",
                        "marker of the log",
                        "marker of offsets",
                        "transaction times out",
                        "held # d",
                        "held # o",
                        "held # [SCHEDULE]",
                        "source # [PAYLOAD]",
                        "source # [PAYLOAD, SCHEDULE]");
    }

    @Test
    void norWhenAPartitionMoves() {
        assertThat(isSound(bounds("aa", 1, 0))).contains("rebalance");
    }

    @Test
    void norWhenWhoLostItGoesOn() {
        isSound(new Bounds("a", 1, 0, 0, 2, 1, 2, false, true));
    }

    @Test
    void norWithSeveralKeys() {
        isSound(bounds("aab", 0, 0));
    }

    @Test
    void norWhenWorkersAreSlowToGoOnAfterHandingOver() {
        isSound(new Bounds("aa", 0, 1, 0, 2, 2, 2, false, false));
    }

    @Test
    void norByCompactionAtAnyPoint() {
        assertThat(isSound(new Bounds("aa", 0, 1, 1, 2, 0, 2, false, false))).contains("compaction");
    }

    @Test
    void aCommandIsCarriedOutOnce() {
        isSound(new Bounds("aa", 0, 1, 0, 2, 0, 2, true, false));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void eachMutantIsCaught(Mutant mutant) {
        Bounds bounds =
                switch (mutant) {
                    case LATE_METADATA, RETRIES_WITHOUT_FENCE -> new Bounds("aa", 1, 0, 0, 2, 0, 1, false, true);
                    case FAILED_GOES_TO_TAIL -> new Bounds("aa", 0, 0, 0, 3, 0, 2, false, false);
                    case NOTE_FORGETS_ARRIVING, FREES_BEFORE_HANDOVER ->
                        new Bounds("aa", 0, 1, 0, 2, 2, 2, false, false);
                    case COMMAND_AHEAD_OF_COMMIT, COMMAND_WITHOUT_RESULT ->
                        new Bounds("aa", 0, 1, 0, 2, 0, 2, true, false);
                    default -> bounds("aa", 1, 1);
                };
        assertThat(search(bounds, mutant).violation())
                .as("what is broken")
                .isNotNull()
                .doesNotContain("more states than looked at");
    }
}
