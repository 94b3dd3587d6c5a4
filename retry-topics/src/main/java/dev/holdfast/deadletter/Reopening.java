package dev.holdfast.deadletter;

import dev.holdfast.deadletter.internal.LogEvent.Kind;
import dev.holdfast.deadletter.internal.PartitionLog.Standing;

/** Takes a discard back, or decides what the log can't tell any more. Never for what was moved: it would be moved twice. */
final class Reopening implements Change {
    @Override
    public Kind kind() {
        return Kind.REOPENED;
    }

    @Override
    public boolean isFor(Standing standing) {
        return standing == Standing.DISCARDED || standing == Standing.UNREADABLE;
    }
}
