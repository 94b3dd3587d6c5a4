/**
 * The check of topics at start: what the application needs is compared with what the cluster has, and created where that
 * is allowed. Nothing here relies on brokers that create topics by themselves.
 *
 * <p>Runs on the thread that starts the application and blocks it, within one bound of time for all calls. May import:
 * {@link dev.holdfast}, spi, state, internal.definition, internal.problem.
 */
@NullMarked
package dev.holdfast.internal.topic;

import org.jspecify.annotations.NullMarked;
