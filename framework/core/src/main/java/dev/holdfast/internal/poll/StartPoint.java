package dev.holdfast.internal.poll;

import dev.holdfast.internal.offset.CommitMetadata;

/**
 * Where a partition begins.
 *
 * @param metadata the frontier with its map
 * @param isNew whether the group has no valid commit, so that the position is set and committed at once
 */
record StartPoint(CommitMetadata metadata, boolean isNew) {
    /** As the next owner of the partition begins. */
    StartPoint takenOver() {
        return new StartPoint(metadata.with(metadata.guard().takenOver()), isNew);
    }
}
