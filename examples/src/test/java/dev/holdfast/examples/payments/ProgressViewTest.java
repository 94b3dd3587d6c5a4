package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.state.Phase;
import java.util.List;
import java.util.OptionalLong;
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
                .contains("lag 11  failed attempts 5  retry.1 waiting 3, next in 0.4 s  dead letters: undecodable 2");
    }

    @Test
    void aBlockHasALineForEachInstance() {
        view.add(snapshot(1, 500, 250));
        assertThat(view.block())
                .anySatisfy(line -> assertThat(line).contains("#".repeat(20) + ".".repeat(20), "500 of 1,000"))
                .anySatisfy(line -> assertThat(line).contains("payments-1", "running", "12", "250", "7", "11"))
                .anySatisfy(line -> assertThat(line).contains("some.retry.1", "3   in 0.4 s"))
                .contains("  dead letters: undecodable 2");
    }

    private static Snapshot snapshot(double seconds, long published, long handled) {
        return new Snapshot(
                seconds,
                published,
                List.of(new InstanceFigures("payments-1", Phase.RUNNING, 12, handled, 5, 7, 11)),
                List.of(new RetryWatch.Tier("some.retry.1", 3, OptionalLong.of(400))),
                "undecodable 2");
    }
}
