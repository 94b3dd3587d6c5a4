/**
 * What retry topics are made of: the headers of failed records, which failure goes where, and waiting until a record is
 * due.
 *
 * <p>Threads: admission and routing run on handler threads, the ends of waits on the application's timer thread. Shared
 * values are immutable. May import: the values of dev.holdfast and dev.holdfast.spi.
 */
@NullMarked
package dev.holdfast.retry.internal;

import org.jspecify.annotations.NullMarked;
