package dev.holdfast.deadletter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Waiting clock = new Waiting();

    @Test
    void thePortionsOfASecondTakeASecond() throws InterruptedException {
        Pace pace = new Pace(50, clock);
        assertThat(pace.portion()).isEqualTo(5);
        for (int i = 0; i <= 10; i++) {
            pace.await(pace.portion());
        }

        assertThat(clock.waits).hasSize(10).containsOnly(SECOND / 10);
    }

    @Test
    void timeThatWasNotUsedIsNotMadeUpFor() throws InterruptedException {
        Pace pace = new Pace(10, clock);
        pace.await(1);
        clock.now += 60 * SECOND;
        pace.await(1);
        assertThat(clock.waits).isEmpty();

        pace.await(1);
        assertThat(clock.waits).containsExactly(SECOND / 10);
    }

    @Test
    void aWaitThatEndsTooEarlyIsGoneOnWith() throws InterruptedException {
        Pace pace = new Pace(1, clock);
        clock.early = true;
        pace.await(1);
        pace.await(1);

        assertThat(clock.now).isGreaterThanOrEqualTo(SECOND);
        assertThat(clock.waits).hasSizeGreaterThan(1);
    }

    private static final class Waiting implements Pace.Clock {
        private final List<Long> waits = new ArrayList<>();
        private long now;
        private boolean early;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pass(long nanos) {
            waits.add(nanos);
            now += early && nanos > 1 ? nanos / 2 : nanos;
        }
    }
}
