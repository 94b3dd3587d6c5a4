/**
 * Writing records beside handlers: publishers from interfaces and from topics, on one idempotent producer, and
 * transactions, one after the other, on a transactional one.
 *
 * <p>Callers' threads encode and hand over; one scheduler thread prepares topics before their first record; stages
 * complete on the producer's I/O thread. Transactions have a thread of their own, which completes their stages. May
 * import: {@link dev.holdfast}, annotation, codec, internal.definition, internal.invoke, internal.problem,
 * internal.transaction.
 */
@NullMarked
package dev.holdfast.internal.publish;

import org.jspecify.annotations.NullMarked;
