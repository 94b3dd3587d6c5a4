/**
 * The committer: one thread for each consumer that owns the producer, moves the frontiers and decides what is committed.
 *
 * <p>Everything a handler wants written reaches it as one object with the offset that depends on it; records without
 * writes only leave a bit behind. It never calls the consumer: it works on the latest {@link
 * dev.holdfast.internal.commit.Ownership} and hands finished commits to the poll thread. May import:
 * internal.dispatch, internal.offset, internal.transaction, spi.
 */
@NullMarked
package dev.holdfast.internal.commit;

import org.jspecify.annotations.NullMarked;
