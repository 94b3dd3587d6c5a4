/**
 * The values and exceptions that every user of Holdfast meets: topics, messages, deliveries, outcomes.
 *
 * <p>Everything here is immutable and may be shared between threads, except {@link dev.holdfast.Emitter}, which belongs
 * to one invocation of one handler. May import: nothing of Holdfast.
 */
@NullMarked
package dev.holdfast;

import org.jspecify.annotations.NullMarked;
