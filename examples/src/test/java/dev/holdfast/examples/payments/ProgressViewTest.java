package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.state.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
    private final ProgressView view = new ProgressView(1_000);

    @Test
    void ratesAreThoseOfTheLastTwoSeconds() {
        view.add(snapshot(0, 0, 0));
        view.add(snapshot(8, 100, 80));
        view.add(snapshot(10, 300, 180));
        assertThat(view.line())
                .contains("published 300 (100/s)")
                .contains("handled 180 (50/s)")
                .contains("in flight 7  waiting 2  lag 11  failed attempts 5");
    }

    @Test
    void aBlockHasALineForEachInstance() {
        view.add(snapshot(1, 500, 250));
        assertThat(view.block())
                .anySatisfy(line -> assertThat(line).contains("#".repeat(20) + ".".repeat(20), "500 of 1,000"))
                .anySatisfy(line -> assertThat(line).contains("payments-1", "running", "12", "250", "7", "2", "11"));
    }

    private static Snapshot snapshot(double seconds, long published, long handled) {
        return new Snapshot(
                seconds,
                published,
                List.of(new InstanceFigures("payments-1", Phase.RUNNING, 12, handled, 5, 7, 2, 11)));
    }
}
