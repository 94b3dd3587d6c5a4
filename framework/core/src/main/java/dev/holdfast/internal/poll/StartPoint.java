package dev.holdfast.internal.poll;

import dev.holdfast.internal.offset.CommitMetadata;

/**
 * Where a partition begins.
 *
 * @param metadata the frontier with its map
 * @param isNew whether the group has no valid commit
 * @param isDamaged whether the commit is ours, but can't be read, so that what is done beyond its offset is unknown
 */
record StartPoint(CommitMetadata metadata, boolean isNew, boolean isDamaged) {
    /** As the next owner of the partition begins. */
    StartPoint takenOver() {
        return new StartPoint(metadata.with(metadata.guard().takenOver()), isNew, isDamaged);
    }
}
