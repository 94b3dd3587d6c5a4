package dev.holdfast.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.offset.Guard;
import dev.holdfast.internal.offset.OffsetRing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbationTest {
    private final TestDispatcher dispatcher = TestDispatcher.idle();
    private final List<Task> ready = new ArrayList<>();
    private final Quarantine quarantine = new Quarantine();

    private Lane lane(Guard guard) {
        return dispatcher.lane(0, 10, new BitSet(), guard);
    }

    private Probation probation(Lane lane, Guard guard) {
        return new Probation(lane, guard, 1, quarantine, ready::add);
    }

    private static Task task(Lane lane, long offset) {
        return Task.polled(TestDispatcher.record(0, offset, null, null), lane);
    }

    private static Guard guardAt(Lane lane, long frontier) {
        return lane.metadata(new OffsetRing.Progress(frontier, new BitSet())).guard();
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
        assertThat(guardAt(lane, 10)).isEqualTo(new Guard(false, 1, Guard.NONE, 0));
        assertThat(guardAt(lane, 11)).isEqualTo(Guard.NEW);
        lane.release();
        assertThat(guardAt(lane, 10).released()).isTrue();
    }

    @Test
    void aRecordRunsWhenItIsCommittedThatItWillAndTheNextOneAfterItsVerdict() {
        Guard left = new Guard(false, 2, Guard.NONE, 0);
        Lane lane = lane(left);
        Probation probation = probation(lane, left);
        Task first = task(lane, 10);
        Task second = task(lane, 11);
        assertThat(probation.admits(first)).isFalse();
        assertThat(probation.admits(second)).isFalse();
        assertThat(probation.awaitsCommit()).isTrue();
        assertThat(probation.guard(false, 2)).isEqualTo(new Guard(false, 2, 10, 1));
        probation.committed(probation.version() - 1);
        assertThat(ready).as("that commit was older").isEmpty();
        probation.committed(probation.version());
        assertThat(ready).containsExactly(first);
        assertThat(probation.admits(first)).isTrue();
        assertThat(probation.verdict(first)).isNull();
        probation.left(first);
        assertThat(probation.guard(false, 2)).isEqualTo(new Guard(false, 2, 11, 1));
        probation.committed(probation.version());
        assertThat(ready).containsExactly(first, second);
        assertThat(probation.admits(second)).isTrue();
    }

    @Test
    void theSuspectComesBeforeYoungerRecordsAndOlderOnesDoNotHideIt() {
        Guard left = new Guard(false, 3, 12, 2);
        Lane lane = lane(left);
        Probation probation = probation(lane, left);
        assertThat(probation.admits(task(lane, 13))).isFalse();
        assertThat(probation.awaitsCommit()).as("the suspect is waited for").isFalse();
        Task older = task(lane, 11);
        assertThat(probation.admits(older)).isTrue();
        assertThat(probation.guard(false, 3)).isEqualTo(left);
        probation.left(older);
        Task suspect = task(lane, 12);
        assertThat(probation.admits(suspect)).isFalse();
        assertThat(probation.guard(false, 3)).isEqualTo(new Guard(false, 3, 12, 3));
        probation.committed(probation.version());
        assertThat(probation.admits(suspect)).isTrue();
        assertThat(probation.verdict(suspect)).isNull();
        probation.left(suspect);
        lane.ring().markRange(10, 13);
        probation.look();
        probation.committed(probation.version());
        probation.look();
        assertThat(probation.guard(false, 3).started()).isEqualTo(13);
    }

    @Test
    void aSuspectThatIsGoneIsNotWaitedFor() {
        Guard left = new Guard(false, 3, 12, 2);
        Lane lane = lane(left);
        Probation probation = probation(lane, left);
        assertThat(probation.admits(task(lane, 13))).isFalse();
        lane.ring().markRange(10, 13);
        probation.look();
        assertThat(probation.guard(false, 3).started()).isEqualTo(13);
        assertThat(probation.awaitsCommit()).isTrue();
    }

    @Test
    void aRecordThatWasStartedThreeTimesIsNotStartedAgain() {
        Guard left = new Guard(false, 5, 10, Probation.MOST_STARTS);
        Lane lane = lane(left);
        Probation probation = probation(lane, left);
        Task suspect = task(lane, 10);
        assertThat(probation.admits(suspect)).isFalse();
        probation.committed(probation.version());
        assertThat(probation.admits(suspect)).isTrue();
        assertThat(probation.verdict(suspect)).isNotNull().extracting("reason").isEqualTo("crash-loop");
    }

    @Test
    void probationEndsWhenAsManyHavePassedAsCouldHaveBeenRunning() {
        Guard left = new Guard(false, 2, Guard.NONE, 0);
        Lane lane = lane(left);
        Probation probation = probation(lane, left);
        for (int offset = 10; offset < 74; offset++) {
            Task task = task(lane, offset);
            assertThat(probation.admits(task)).isFalse();
            probation.committed(probation.version());
            assertThat(probation.admits(task)).isTrue();
            probation.left(task);
        }
        assertThat(probation.admits(task(lane, 80))).isTrue();
        assertThat(lane.probation()).isNull();
        assertThat(probation.guard(false, 0)).isEqualTo(Guard.NEW);
    }

    @Test
    void aSuspectRunsAloneUntilItsEndIsCommitted() {
        Guard left = new Guard(false, 3, 10, 1);
        Lane lane = lane(left);
        Probation probation = probation(lane, left);
        Task suspect = task(lane, 10);
        assertThat(probation.admits(suspect)).isFalse();
        Probation other = probation(dispatcher.lane(1, 10, new BitSet(), left), left);
        Probation another = probation(dispatcher.lane(2, 10, new BitSet(), left), new Guard(false, 2, Guard.NONE, 0));
        assertThat(other.admits(task(lane, 10))).isFalse();
        assertThat(another.admits(task(lane, 30))).isFalse();
        assertThat(other.guard(false, 3)).as("it has not run beside the other").isEqualTo(left);
        assertThat(another.awaitsCommit()).isFalse();

        probation.committed(probation.version());
        probation.left(suspect);
        probation.look();
        assertThat(other.awaitsCommit())
                .as("the end of the first is not written")
                .isFalse();
        lane.ring().markRange(10, 11);
        probation.look();
        assertThat(probation.awaitsCommit()).isTrue();
        assertThat(other.awaitsCommit()).as("it is not committed").isFalse();
        probation.committed(probation.version());
        probation.look();
        assertThat(other.guard(false, 3)).isEqualTo(new Guard(false, 3, 10, 2));
        assertThat(another.awaitsCommit()).as("it comes after the suspects").isFalse();
    }

    @Test
    void whatIsNoSuspectRunsBesideOthersThatAreNone() {
        Guard left = new Guard(false, 2, Guard.NONE, 0);
        Lane lane = lane(left);
        Probation one = probation(lane, left);
        Probation other = probation(lane, left);
        assertThat(one.admits(task(lane, 10))).isFalse();
        assertThat(other.admits(task(lane, 11))).isFalse();
        assertThat(one.awaitsCommit()).isTrue();
        assertThat(other.awaitsCommit()).isTrue();
    }

    @Test
    void aLaneThatIsGivenUpKeepsNobodyWaiting() {
        Guard left = new Guard(false, 3, 10, 1);
        Lane lane = lane(left);
        Probation givenUp = probation(lane, left);
        Probation other = probation(dispatcher.lane(1, 10, new BitSet(), left), left);
        assertThat(givenUp.admits(task(lane, 10))).isFalse();
        assertThat(other.admits(task(lane, 10))).isFalse();
        assertThat(other.awaitsCommit()).isFalse();
        givenUp.close();
        assertThat(other.awaitsCommit()).isTrue();
        assertThat(givenUp.admits(task(lane, 11))).isFalse();
        assertThat(givenUp.guard(false, 3)).isEqualTo(new Guard(false, 3, 10, 2));
    }

    @Test
    void aSuspectThatIsTriedAgainLaterKeepsNobodyWaiting() {
        Guard left = new Guard(false, 3, 10, 1);
        Lane lane = lane(left);
        Probation retried = probation(lane, left);
        Probation other = probation(dispatcher.lane(1, 10, new BitSet(), left), left);
        Task suspect = task(lane, 10);
        assertThat(retried.admits(suspect)).isFalse();
        assertThat(other.admits(task(lane, 10))).isFalse();
        retried.committed(retried.version());
        lane.startsFailing(Instant.EPOCH);
        retried.left(suspect);
        assertThat(other.awaitsCommit()).isTrue();
    }
}
