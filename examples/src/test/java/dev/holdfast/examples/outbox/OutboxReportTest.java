package dev.holdfast.examples.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.command.Arrivals;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxReportTest {
    private static final Arrivals EQUAL = new Arrivals("here to there", 3, 3, 0, 0);

    @Test
    void isEqualIfAllArrivedOnceWithItsSum() {
        assertThat(report(0, EQUAL).isEqual()).isTrue();
    }

    @Test
    void isNotEqualIfOneOfTheDirectionsLostOrRepeated() {
        assertThat(report(0, EQUAL, new Arrivals("there to here", 3, 2, 1, 0)).isEqual())
                .isFalse();
        assertThat(report(0, EQUAL, new Arrivals("there to here", 3, 4, 0, 1)).isEqual())
                .isFalse();
    }

    @Test
    void isNotEqualIfSumsDifferOrNothingWasSent() {
        assertThat(report(1, EQUAL).isEqual()).isFalse();
        assertThat(report(0, new Arrivals("here to there", 0, 0, 0, 0)).isEqual())
                .isFalse();
    }

    private static OutboxReport report(int sumsThatDiffer, Arrivals... directions) {
        return new OutboxReport("there", 0, 0, 0, 0, sumsThatDiffer, 1, List.of(directions));
    }
}
