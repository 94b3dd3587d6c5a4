package dev.holdfast.retry.internal.held;

import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.time.Instant;

/** Notes with the source's offset from where on the held partition must be read. Guarded by its lane's lock. */
final class NotedPlace {
    /** Finding out where to restore from means looking at every key. */
    private static final int FEW_KEYS = 16;

    private static final Duration NOTE_MANY_KEYS = Duration.ofSeconds(1);

    private final PartitionLane lane;
    private final HeldRecords held;
    private final Timers timers;
    private HeldNote noted;
    private Instant notedAt = Instant.EPOCH;

    NotedPlace(PartitionLane lane, HeldRecords held, Timers timers, HeldNote noted) {
        this.lane = lane;
        this.held = held;
        this.timers = timers;
        this.noted = noted;
    }

    /** Something is going to be held: whoever takes over from now on has to look. */
    void willHold() {
        if (!noted.held()) {
            note(new HeldNote(true, noted.restoreFrom()));
        }
    }

    /** Notes the place as far as it has moved. Called when something was committed. */
    void moves() {
        boolean empty = held.isEmpty()
                && held.arrivingPlaces().isEmpty()
                && held.leavingPlaces().isEmpty();
        Instant now = timers.now();
        if (!empty && held.keys().size() > FEW_KEYS && now.isBefore(notedAt.plus(NOTE_MANY_KEYS))) {
            return;
        }
        notedAt = now;
        HeldNote next = new HeldNote(!empty, held.restoreFrom());
        if (!next.equals(noted)) {
            note(next);
        }
    }

    private void note(HeldNote next) {
        noted = next;
        lane.note(next.bytes());
    }
}
