package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.LogEvent.Kind;
import dev.holdfast.deadletter.internal.PartitionLog.Standing;

/** Gives a dead letter up. It stays where it is, and its history says so. */
final class Discarding implements Change {
    @Override
    public Kind kind() {
        return Kind.DISCARDED;
    }

    @Override
    public boolean isFor(Standing standing) {
        return standing == Standing.OPEN;
    }
}
