package dev.holdfast.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.deadletter.FaultyProducer.Killed;
import dev.holdfast.deadletter.internal.Pace;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever a job dies, and however many run: each dead letter is moved once. */
@KafkaTest
class RedriveCrashIT {
    private static final Instruction ADA =
            Instruction.by("ada", "the bank is back").perSecond(100);
    private static final int LETTERS = 60;

    private final Fixture fixture;

    RedriveCrashIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new Fixture(cluster, topics);
    }

    @ParameterizedTest
    @CsvSource({
        "initTransactions, true, 1",
        "initTransactions, false, 1",
        "beginTransaction, false, 1",
        "beginTransaction, true, 3",
        "send, true, 2",
        "send, false, 1",
        "send, false, 25",
        "flush, false, 2",
        "commitTransaction, true, 1",
        "commitTransaction, false, 1",
        "commitTransaction, true, 4",
        "commitTransaction, false, 4"
    })
    void aJobThatIsKilledIsGoneOnWith(String method, boolean before, int time) {
        fixture.writeMany(LETTERS);
        DeadLetters dying = dyingAt(method, before, time);
        assertThatThrownBy(() -> dying.redrive(DeadLetterFilter.open(), ADA)).isInstanceOf(Killed.class);

        try (DeadLetters next = fixture.letters()) {
            next.redrive(DeadLetterFilter.open(), ADA.perSecond(100_000));
            assertThat(next.list(DeadLetterFilter.open(), 1).letters()).isEmpty();
        }
        everyLetterWasMovedOnce();
    }

    @ParameterizedTest
    @CsvSource({"send, false, 25", "flush, false, 2", "commitTransaction, true, 2", "commitTransaction, false, 2"})
    void aDiscardThatIsKilledIsGoneOnWith(String method, boolean before, int time) {
        fixture.writeMany(LETTERS);
        DeadLetters dying = dyingAt(method, before, time);
        assertThatThrownBy(() -> dying.discard(DeadLetterFilter.open(), ADA)).isInstanceOf(Killed.class);

        try (DeadLetters next = fixture.letters()) {
            next.discard(DeadLetterFilter.open(), ADA.perSecond(100_000));
            assertThat(next.list(DeadLetterFilter.open().status(DeadLetterStatus.DISCARDED), 100)
                            .letters())
                    .hasSize(LETTERS);
        }
        assertThat(Fixture.read(fixture.cluster, fixture.source.log(), Fixture.PARTITIONS))
                .as("each discarded once")
                .hasSize(LETTERS);
        assertThat(fixture.redriven()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"send, false, 1", "flush, false, 1", "commitTransaction, true, 1", "commitTransaction, false, 1"})
    void anEditThatIsKilledIsDoneOnce(String method, boolean before, int time) {
        DeadLetterId id = fixture.write(1, "a", "undecodable");
        DeadLetters dying = dyingAt(method, before, time);
        assertThatThrownBy(() -> dying.redriveEdited(id, Fixture.bytes("mended"), ADA))
                .isInstanceOf(Killed.class);

        try (DeadLetters next = fixture.letters()) {
            next.redriveEdited(id, Fixture.bytes("mended"), ADA);
            assertThat(next.read(id).orElseThrow().history())
                    .singleElement()
                    .satisfies(event -> assertThat(event.edit()).isPresent());
        }
        assertThat(fixture.redriven()).extracting(ConsumerRecord::value).containsExactly(Fixture.bytes("mended"));
    }

    @Test
    void theLaterOfTwoJobsTakesOverAndTheFirstIsTold() {
        fixture.writeMany(LETTERS);
        AtomicBoolean first = new AtomicBoolean(true);
        DeadLetters second = fixture.letters();
        Instruction interrupted = ADA.onProgress(report -> {
            if (first.getAndSet(false)) {
                assertThat(second.redrive(
                                        DeadLetterFilter.open(), ADA.atMost(20).perSecond(100_000))
                                .done())
                        .isEqualTo(20);
            }
        });
        DeadLetters taken =
                fixture.letters(FaultyProducer.with((method, before) -> {}), new StandingClock(new ArrayList<>()));

        assertThatThrownBy(() -> taken.redrive(DeadLetterFilter.open(), interrupted))
                .isInstanceOfSatisfying(
                        JobTakenOverException.class,
                        e -> assertThat(e.report().done()).isEqualTo(10))
                .hasMessageContaining("transactional id 'billing." + fixture.topic + ".redrive'");
        assertThat(fixture.redriven()).hasSize(30);
        second.redrive(DeadLetterFilter.open(), ADA.perSecond(100_000));
        everyLetterWasMovedOnce();
    }

    @Test
    void aJobThatIsTakenOverInTheMiddleOfItsTransactionMovesNothingOfIt() {
        fixture.writeMany(LETTERS);
        AtomicBoolean first = new AtomicBoolean(true);
        DeadLetters second = fixture.letters();
        DeadLetters taken = fixture.letters(
                FaultyProducer.with((method, before) -> {
                    if (method.equals("flush") && !before && first.getAndSet(false)) {
                        second.redrive(DeadLetterFilter.open(), ADA.perSecond(100_000));
                    }
                }),
                Pace.Clock.SYSTEM);

        assertThatThrownBy(() -> taken.redrive(DeadLetterFilter.open(), ADA))
                .isInstanceOfSatisfying(
                        JobTakenOverException.class,
                        e -> assertThat(e.report().done()).isZero());
        everyLetterWasMovedOnce();
    }

    @Test
    void aCommitWithoutAnAnswerIsAskedForAgain() {
        fixture.writeMany(LETTERS);
        AtomicInteger commits = new AtomicInteger();
        FaultyProducer.Fault lost = (method, before) -> {
            if (method.equals("commitTransaction") && before && commits.incrementAndGet() == 2) {
                throw new TimeoutException("the answer was lost");
            }
        };
        try (DeadLetters letters = fixture.letters(FaultyProducer.with(lost), Pace.Clock.SYSTEM)) {
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA.perSecond(100_000))
                            .done())
                    .isEqualTo(LETTERS);
        }
        // One a partition, and the one that was asked for again.
        assertThat(commits).hasValue(4);
        everyLetterWasMovedOnce();
    }

    @Test
    void anErrorThatAllowsItIsFollowedByAnotherTransaction() {
        fixture.writeMany(LETTERS);
        AtomicInteger flushes = new AtomicInteger();
        AtomicInteger aborts = new AtomicInteger();
        FaultyProducer.Fault failing = (method, before) -> {
            if (method.equals("flush") && !before && flushes.incrementAndGet() == 2) {
                throw new TimeoutException("a batch was given up");
            }
            if (method.equals("abortTransaction") && before) {
                aborts.incrementAndGet();
            }
        };
        try (DeadLetters letters = fixture.letters(FaultyProducer.with(failing), Pace.Clock.SYSTEM)) {
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA.perSecond(100_000))
                            .done())
                    .isEqualTo(LETTERS);
        }
        assertThat(aborts).hasValue(1);
        everyLetterWasMovedOnce();
    }

    private DeadLetters dyingAt(String method, boolean before, int time) {
        AtomicInteger times = new AtomicInteger();
        FaultyProducer.Fault kill = (called, isBefore) -> {
            if (called.equals(method) && isBefore == before && times.incrementAndGet() == time) {
                throw new Killed();
            }
        };
        return fixture.letters(FaultyProducer.with(kill), new StandingClock(new ArrayList<>()));
    }

    private void everyLetterWasMovedOnce() {
        List<String> moved = fixture.redrivenKeys();
        assertThat(new HashSet<>(moved)).hasSize(LETTERS);
        assertThat(moved).hasSize(LETTERS);
    }
}
