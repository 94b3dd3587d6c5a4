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
    private long commandsFrom;
    private Instant notedAt = Instant.EPOCH;

    NotedPlace(PartitionLane lane, HeldRecords held, Timers timers, HeldNote noted) {
        this.lane = lane;
        this.held = held;
        this.timers = timers;
        this.noted = noted;
        this.commandsFrom = Math.max(noted.commandsFrom(), held.commandsFrom());
    }

    /** The first command that is still to be done. */
    long commandsFrom() {
        return commandsFrom;
    }

    /** Something is going to be held: whoever takes over from now on has to look. */
    void willHold() {
        if (!noted.held()) {
            note(new HeldNote(true, noted.restoreFrom(), commandsFrom));
        }
    }

    /** Notes the place as far as it has moved. Called when something was committed. */
    void moves() {
        boolean waits = held.keys().size() > FEW_KEYS && timers.now().isBefore(notedAt.plus(NOTE_MANY_KEYS));
        if (!waits) {
            noteNow();
        }
    }

    /**
     * What came of a command is committed. It is noted at once: a note that has moved beyond where that stands must not tell
     * that the command is still to be done.
     */
    void commandDone(long command) {
        commandsFrom = Math.max(commandsFrom, command + 1);
        noteNow();
    }

    private void noteNow() {
        notedAt = timers.now();
        boolean empty = held.isEmpty()
                && held.arrivingPlaces().isEmpty()
                && held.leavingPlaces().isEmpty();
        HeldNote next = new HeldNote(!empty, held.restoreFrom(), commandsFrom);
        if (!next.equals(noted)) {
            note(next);
        }
    }

    private void note(HeldNote next) {
        noted = next;
        lane.note(next.bytes());
    }
}
