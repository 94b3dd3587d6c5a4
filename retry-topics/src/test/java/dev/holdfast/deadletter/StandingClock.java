package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.Pace;
import java.util.List;

/** Time that passes only while somebody waits; and tells how long they did. */
final class StandingClock implements Pace.Clock {
    private final List<Long> waits;
    private long now;

    StandingClock(List<Long> waits) {
        this.waits = waits;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void pass(long nanos) {
        waits.add(nanos);
        now += nanos;
    }
}
