/**
 * Dead letters as an API: {@link dev.holdfast.deadletter.DeadLetters} lists, counts, reads, redrives, edits and discards
 * them.
 *
 * <p>Everything runs on the thread that calls. Values are immutable; byte arrays in them are shared and must not be changed.
 * May import: the values of {@link dev.holdfast}, {@link dev.holdfast.codec}, the headers of
 * {@code dev.holdfast.retry.internal}, and {@code dev.holdfast.deadletter.internal}.
 */
@NullMarked
package dev.holdfast.deadletter;

import org.jspecify.annotations.NullMarked;
