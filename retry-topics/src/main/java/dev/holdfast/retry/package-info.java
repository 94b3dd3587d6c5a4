/**
 * Retry topics and dead letters, as a person declares them.
 *
 * <p>Values only: what runs is opened from them for each consumer. May import: the values of dev.holdfast,
 * dev.holdfast.spi and dev.holdfast.retry.internal.
 */
@NullMarked
package dev.holdfast.retry;

import org.jspecify.annotations.NullMarked;
