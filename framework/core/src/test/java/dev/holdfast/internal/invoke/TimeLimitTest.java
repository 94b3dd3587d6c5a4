package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Verdict DONE = Verdict.Succeeded.WITHOUT_OUTPUTS;
    private static final Verdict FAILED = new Verdict.Failed(Verdict.Kind.MAY_PASS, "failed", null, "no", null);

    private final OneAlarm alarm = new OneAlarm();
    private final List<Verdict> later = new ArrayList<>();

    @AfterEach
    void noInterruptIsLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCallInTimeAnswersForItselfAndCallsTheAlarmOff() {
        assertThat(limited((record, answer) -> DONE)).isSameAs(DONE);
        assertThat(alarm.cancelled).isTrue();
        assertThat(alarm.due).isEqualTo(Instant.EPOCH.plusSeconds(30));
    }

    @Test
    void aCallThatIsInterruptedAndFailsHasTakenTooLong() {
        Verdict verdict = limited((record, answer) -> {
            alarm.ring();
            try {
                new CountDownLatch(1).await();
                return DONE;
            } catch (InterruptedException e) {
                return FAILED;
            }
        });

        assertThat(verdict).isEqualTo(tooLong());
    }

    @Test
    void aCallThatSucceedsInSpiteOfTheInterruptHasSucceeded() {
        assertThat(limited((record, answer) -> {
                    alarm.ring();
                    return DONE;
                }))
                .isSameAs(DONE);
    }

    @Test
    void aStageThatTakesTooLongHasFailedAndIsNotHeardLater() {
        List<Consumer<Verdict>> pending = new ArrayList<>();

        assertThat(limited((record, answer) -> {
                    pending.add(answer);
                    return null;
                }))
                .isNull();
        alarm.ring();
        pending.get(0).accept(DONE);

        assertThat(later).containsExactly(tooLong());
    }

    @Test
    void aStageInTimeIsHeardOnce() {
        List<Consumer<Verdict>> pending = new ArrayList<>();

        assertThat(limited((record, answer) -> {
                    pending.add(answer);
                    return null;
                }))
                .isNull();
        pending.get(0).accept(DONE);
        alarm.ring();

        assertThat(later).containsExactly(DONE);
    }

    @Test
    void aStageThatCompletesBeforeItsMethodReturnsIsHeardOnce() {
        assertThat(limited((record, answer) -> {
                    answer.accept(DONE);
                    return null;
                }))
                .isNull();
        alarm.ring();

        assertThat(later).containsExactly(DONE);
    }

    private @Nullable Verdict limited(HandlerInvoker handler) {
        return new TimeLimit(handler, Duration.ofSeconds(30), alarm).invoke(GivenRecord.of("k", "v"), later::add);
    }

    private static Verdict tooLong() {
        return new Verdict.Failed(Verdict.Kind.MAY_PASS, "timeout", null, "the attempt took longer than PT30S", null);
    }

    /** Rings when the test says so. */
    private static final class OneAlarm implements Timers {
        private Instant due = Instant.MAX;
        private Runnable action = () -> {};
        private boolean cancelled;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Alarm at(Instant when, Runnable what) {
            due = when;
            action = what;
            return () -> cancelled = true;
        }

        void ring() {
            action.run();
        }
    }
}
