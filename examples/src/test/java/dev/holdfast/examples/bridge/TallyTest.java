package dev.holdfast.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.command.Arrivals;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally("here to there");

    @Test
    void whatArrivesTwiceDoesNotMakeUpForWhatIsMissing() {
        tally.sent(3);
        tally.received("0");
        tally.received("2");
        tally.received("2");

        assertThat(tally.count()).isEqualTo(new Arrivals("here to there", 3, 3, 1, 1));
    }

    @Test
    void aRunThatSentNothingIsNoSuccess() {
        assertThat(new Bridge.Report("there", 0, 1, List.of(tally.count())).nothingLost())
                .isFalse();
    }
}
