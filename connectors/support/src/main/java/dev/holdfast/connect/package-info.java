/**
 * What the connectors share. A source gives {@link dev.holdfast.connect.AckingSourceTask} a session with its system, a sink
 * gives {@link dev.holdfast.connect.ConfirmingSinkTask} one; reconnecting, limits, what may be acknowledged when, and
 * counting are done here, once.
 *
 * <p>Threads: all calls of a session come from the worker's task thread. {@code commitRecord} comes from the producer's
 * thread (or, with exactly-once support, from the task thread) and only marks and queues.
 *
 * <p>May import the Connect API, Kafka's clients, slf4j; nothing of the framework.
 */
@NullMarked
package dev.holdfast.connect;

import org.jspecify.annotations.NullMarked;
