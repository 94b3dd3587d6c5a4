package dev.holdfast.internal.dispatch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.OffsetRing;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ProbationTest {
    private final TestDispatcher dispatcher = TestDispatcher.idle();

    private Lane lane(Guard guard) {
        return dispatcher.lane(0, 10, new BitSet(), guard);
    }

    private static Task task(Lane lane, long offset) {
        return Task.polled(TestDispatcher.record(0, offset, null, null), lane);
    }

    private static Guard committedGuard(Lane lane) {
        return lane.metadata(new OffsetRing.Progress(10, new BitSet())).guard();
    }

    @Test
    void oneProcessThatDiedMakesNobodySuspicious() {
        assertThat(lane(Guard.NEW).probation()).isNull();
        assertThat(lane(Guard.NEW.takenOver()).probation()).isNull();
        assertThat(lane(Guard.NEW.takenOver().takenOver()).probation()).isNotNull();
        assertThat(lane(new Guard(true, 7, Guard.NONE, 0).takenOver()).probation())
                .isNull();
    }

    @Test
    void takeoversCountWhileTheFrontierStandsStill() {
        Lane lane = lane(Guard.NEW.takenOver());
        assertThat(committedGuard(lane)).isEqualTo(new Guard(false, 1, Guard.NONE, 0));
        assertThat(lane.metadata(new OffsetRing.Progress(11, new BitSet())).guard())
                .isEqualTo(Guard.NEW);
        lane.release();
        assertThat(committedGuard(lane).released()).isTrue();
    }

    @Test
    void aRecordRunsWhenItIsCommittedThatItWillAndTheNextOneAfterItsVerdict() {
        Lane lane = lane(new Guard(false, 2, Guard.NONE, 0));
        Probation probation = requireNonNull(lane.probation());
        Task first = task(lane, 10);
        Task second = task(lane, 11);
        assertThat(probation.admits(first)).isFalse();
        assertThat(probation.admits(second)).isFalse();
        assertThat(lane.awaitsCommit()).isTrue();
        assertThat(committedGuard(lane)).isEqualTo(new Guard(false, 2, 10, 1));
        lane.committed(lane.guardVersion() - 1);
        assertThat(probation.admits(first)).as("that commit was older").isFalse();
        lane.committed(lane.guardVersion());
        assertThat(probation.admits(first)).isTrue();
        assertThat(probation.admits(second)).isFalse();
        assertThat(probation.verdict(first)).isNull();
        probation.left(first);
        assertThat(committedGuard(lane)).isEqualTo(new Guard(false, 2, 11, 1));
        lane.committed(lane.guardVersion());
        assertThat(probation.admits(second)).isTrue();
    }

    @Test
    void theSuspectComesBeforeYoungerRecordsAndOlderOnesDoNotHideIt() {
        Lane lane = lane(new Guard(false, 3, 12, 2));
        Probation probation = requireNonNull(lane.probation());
        assertThat(probation.admits(task(lane, 13))).isFalse();
        assertThat(lane.awaitsCommit()).as("the suspect is waited for").isFalse();
        Task older = task(lane, 11);
        assertThat(probation.admits(older)).isTrue();
        assertThat(committedGuard(lane)).isEqualTo(new Guard(false, 3, 12, 2));
        probation.left(older);
        Task suspect = task(lane, 12);
        assertThat(probation.admits(suspect)).isFalse();
        assertThat(committedGuard(lane)).isEqualTo(new Guard(false, 3, 12, 3));
        lane.committed(lane.guardVersion());
        assertThat(probation.admits(suspect)).isTrue();
        assertThat(probation.verdict(suspect)).isNull();
        probation.left(suspect);
        assertThat(committedGuard(lane).started()).isEqualTo(13);
    }

    @Test
    void aSuspectThatIsGoneIsNotWaitedFor() {
        Lane lane = lane(new Guard(false, 3, 12, 2));
        Probation probation = requireNonNull(lane.probation());
        assertThat(probation.admits(task(lane, 13))).isFalse();
        lane.ring().markRange(10, 13);
        probation.look();
        assertThat(committedGuard(lane).started()).isEqualTo(13);
        assertThat(lane.awaitsCommit()).isTrue();
    }

    @Test
    void aRecordThatWasStartedThreeTimesIsNotStartedAgain() {
        Lane lane = lane(new Guard(false, 5, 10, Probation.MOST_STARTS));
        Probation probation = requireNonNull(lane.probation());
        Task suspect = task(lane, 10);
        assertThat(probation.admits(suspect)).isFalse();
        lane.committed(lane.guardVersion());
        assertThat(probation.admits(suspect)).isTrue();
        assertThat(probation.verdict(suspect)).isNotNull().extracting("reason").isEqualTo("crash-loop");
    }

    @Test
    void probationEndsWhenAsManyHavePassedAsCouldHaveBeenRunning() {
        Lane lane = lane(new Guard(false, 2, Guard.NONE, 0));
        Probation probation = requireNonNull(lane.probation());
        for (int offset = 10; offset < 74; offset++) {
            Task task = task(lane, offset);
            assertThat(probation.admits(task)).isFalse();
            lane.committed(lane.guardVersion());
            assertThat(probation.admits(task)).isTrue();
            probation.left(task);
        }
        assertThat(lane.probation()).isNull();
        assertThat(committedGuard(lane).started()).isEqualTo(Guard.NONE);
    }
}
