/**
 * Writing records beside handlers: publishers from interfaces and from topics, on one idempotent producer.
 *
 * <p>Callers' threads encode and hand over; one scheduler thread prepares topics before their first record; stages
 * complete on the producer's I/O thread. May import: {@link dev.holdfast}, annotation, codec, internal.definition,
 * internal.invoke, internal.problem.
 */
@NullMarked
package dev.holdfast.internal.publish;

import org.jspecify.annotations.NullMarked;
