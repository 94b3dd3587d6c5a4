package dev.holdfast.examples.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(new Source("orders", 1, 4, 2));

    @Test
    void allOnceAndInTheOrderOfTheirKeysIsFine() {
        handled(1, 1);
        handled(0, 0);
        handled(3, 1);
        handled(2, 0);
        assertThat(tally.counted()).isEqualTo(4);
        assertThatCode(() -> tally.require("a loop", true, true)).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingOrTwiceIsCounted() {
        handled(0, 0);
        handled(2, 0);
        handled(2, 0);
        handled(3, 1);
        assertThat(tally.counted()).isEqualTo(3);
        assertThat(tally.repeated()).isEqualTo(1);
        assertThatThrownBy(() -> tally.require("a loop", true, false))
                .hasMessage("a loop never handled 1 records and 1 more than once");
        assertThatThrownBy(() -> tally.require("a loop", false, false))
                .hasMessage("a loop never handled 1 records and 1 more than once");
    }

    @Test
    void whatComesTwiceIsNoFailureWhereItIsOnlyToBeTold() {
        handled(0, 0);
        handled(0, 0);
        handled(1, 1);
        handled(2, 0);
        handled(3, 1);
        assertThatCode(() -> tally.require("a loop", false, false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> tally.require("a loop", true, false))
                .hasMessage("a loop never handled 0 records and 1 more than once");
    }

    @Test
    void aBrokenOrderCountsOnlyWhereItIsPromised() {
        handled(2, 0);
        handled(0, 0);
        handled(1, 1);
        handled(3, 1);
        assertThatCode(() -> tally.require("a loop", true, false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> tally.require("a loop", true, true))
                .hasMessage("a loop broke the order of a key 1 times");
    }

    private void handled(int sequence, int key) {
        tally.handled(Payload.value(sequence, key, 0, Payload.LEAST_BYTES));
    }
}
