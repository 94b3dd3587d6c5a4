package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2030-06-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final List<String> ran = new ArrayList<>();

    private Timers.Alarm in(int seconds, String name) {
        return clock.at(START.plusSeconds(seconds), () -> ran.add(name + " at " + secondsNow()));
    }

    private long secondsNow() {
        return Duration.between(START, clock.now()).toSeconds();
    }

    @Test
    void timeMovesOnlyWhenItIsTold() {
        assertThat(clock.now()).isEqualTo(START);
        clock.tick(Duration.ofSeconds(2));
        assertThat(clock.now()).isEqualTo(START.plusSeconds(2));
        clock.set(START.minusSeconds(5));
        assertThat(clock.now()).isEqualTo(START.minusSeconds(5));
        assertThatThrownBy(() -> clock.tick(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void actionsRunInTheOrderInWhichTheyAreDueAtTheirTimes() {
        in(3, "third");
        in(1, "first");
        in(2, "second");
        in(2, "second too");
        in(9, "later");

        clock.tick(Duration.ofSeconds(4));

        assertThat(ran).containsExactly("first at 1", "second at 2", "second too at 2", "third at 3");
        assertThat(secondsNow()).isEqualTo(4);
        assertThat(clock.nextDue()).contains(START.plusSeconds(9));
    }

    @Test
    void whatAnActionAddsRunsInTheSameTickIfItIsDue() {
        clock.at(START.plusSeconds(1), () -> {
            in(2, "added");
            in(8, "too late");
        });

        clock.tick(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("added at 2");
    }

    @Test
    void anActionOfThePastWaitsForTheNextTick() {
        in(-1, "past");
        assertThat(ran).isEmpty();

        clock.tick(Duration.ZERO);

        assertThat(ran).containsExactly("past at 0");
    }

    @Test
    void aCancelledActionDoesNotRun() {
        Timers.Alarm alarm = in(1, "cancelled");
        in(2, "kept");

        alarm.cancel();
        clock.set(START.plusSeconds(5));
        alarm.cancel();

        assertThat(ran).containsExactly("kept at 2");
        assertThat(clock.nextDue()).isEmpty();
    }

    @Test
    void oneFailingActionDoesNotKeepTheOthersFromRunning() {
        clock.at(START, () -> {
            throw new IllegalStateException("first");
        });
        clock.at(START, () -> {
            throw new IllegalArgumentException("second");
        });
        in(1, "third");

        assertThatThrownBy(() -> clock.tick(Duration.ofSeconds(1)))
                .hasMessage("first")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(ran).containsExactly("third at 1");
    }

    @Test
    void anActionMayWaitForAThreadThatAddsAnother() {
        clock.at(START, () -> CompletableFuture.runAsync(() -> in(0, "added elsewhere"))
                .join());

        clock.tick(Duration.ZERO);

        assertThat(ran).containsExactly("added elsewhere at 0");
    }

    @Test
    void actionsAreNotLostWhenManyThreadsAddAndTick() {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(CompletableFuture.runAsync(() -> {
                await(begin);
                for (int i = 0; i < 1_000; i++) {
                    clock.at(clock.now().plusMillis(i % 7), count::incrementAndGet);
                    clock.tick(Duration.ofMillis(1));
                }
            }));
        }

        begin.countDown();
        threads.forEach(CompletableFuture::join);
        clock.tick(Duration.ofSeconds(1));

        assertThat(count).hasValue(4_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
