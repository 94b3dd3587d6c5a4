/**
 * Payments that are settled by a bank that times out now and then, declines cards, and has a closed branch: what to run
 * first to see retry topics, dead letters and a redrive, and that nothing is lost. The
 * handler is {@link dev.holdfast.examples.payments.PaymentHandlers}; all else makes the payments, shows the progress and
 * reads the topics back.
 *
 * <p>Threads: the main thread runs and shows, one thread publishes, handlers run on the applications' own threads.
 *
 * <p>Imports: public packages of Holdfast, embedded Kafka, Kafka's clients, and the examples' command package.
 */
@NullMarked
package dev.holdfast.examples.payments;

import org.jspecify.annotations.NullMarked;
