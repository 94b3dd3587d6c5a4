/**
 * The poll loop: reading, handing out, pausing and resuming partitions, rebalances, start positions.
 *
 * <p>Everything here is confined to the poll thread of one consumer, unless its Javadoc says otherwise. May import:
 * internal.commit, internal.dispatch, internal.offset, spi, state.
 */
@NullMarked
package dev.holdfast.internal.poll;

import org.jspecify.annotations.NullMarked;
