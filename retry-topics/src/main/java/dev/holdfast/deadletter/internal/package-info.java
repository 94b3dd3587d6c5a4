/**
 * What the dead letters API stands on and does not show: the log of what was done to dead letters, scans of partitions with
 * bounds, transactions with their error table, pace.
 *
 * <p>Everything runs on the thread that calls the API; nothing here is shared between threads. May import: the values of
 * {@link dev.holdfast}; nothing of {@code dev.holdfast.deadletter}.
 */
@NullMarked
package dev.holdfast.deadletter.internal;

import org.jspecify.annotations.NullMarked;
