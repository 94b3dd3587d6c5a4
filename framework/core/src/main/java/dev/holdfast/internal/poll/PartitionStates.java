package dev.holdfast.internal.poll;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;
import java.time.Instant;

/** Reads the state of a partition. Any thread. */
final class PartitionStates {
    private PartitionStates() {}

    static PartitionState of(Intake intake, boolean pausedByPerson) {
        Lane lane = intake.lane();
        long frontier = lane.ring().frontier();
        Lane.Condition stopped = lane.stopped();
        Lane.Condition trouble = lane.trouble();
        int failing = lane.failing();
        Phase phase = Phase.RUNNING;
        String reason = "";
        Instant since = lane.openedAt();
        if (stopped != null) {
            phase = Phase.STOPPED;
            reason = stopped.reason();
            since = stopped.since();
        } else if (trouble != null) {
            phase = Phase.DEGRADED;
            reason = trouble.reason();
            since = trouble.since();
        } else if (failing > 0) {
            phase = Phase.DEGRADED;
            reason = failing + (failing == 1 ? " record fails" : " records fail") + " and wait for another attempt";
            since = lane.failingSince();
        } else if (!intake.isOpen()) {
            phase = Phase.STARTING;
        } else if (pausedByPerson) {
            phase = Phase.PAUSED;
        }
        return new PartitionState(
                lane.partition().topic(),
                lane.partition().partition(),
                phase,
                reason,
                since,
                intake.position(),
                frontier,
                intake.inFlight(),
                intake.bytesInFlight(),
                failing,
                intake.isPaused(),
                intake.lag(),
                lane.dispatcher().extensions().figures(lane));
    }
}
