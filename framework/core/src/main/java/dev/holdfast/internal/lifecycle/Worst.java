package dev.holdfast.internal.lifecycle;

import dev.holdfast.state.Phase;
import java.time.Instant;
import java.util.List;

/** Keeps the worst of several phases, with its reason. Confined to one thread. */
final class Worst {
    /** From good to bad. */
    private static final List<Phase> SEVERITY = List.of(
            Phase.CREATED,
            Phase.RUNNING,
            Phase.PAUSED,
            Phase.STARTING,
            Phase.DEGRADED,
            Phase.STOPPING,
            Phase.STOPPED,
            Phase.FAILED);

    private Phase phase = Phase.RUNNING;
    private String reason = "";
    private Instant since;

    Worst(Instant since) {
        this.since = since;
    }

    void add(Phase other, String otherReason, Instant otherSince) {
        if (SEVERITY.indexOf(other) > SEVERITY.indexOf(phase)) {
            phase = other;
            reason = otherReason;
            since = otherSince;
        }
    }

    Phase phase() {
        return phase;
    }

    String reason() {
        return reason;
    }

    Instant since() {
        return since;
    }
}
