/**
 * A schema that changes: a producer of version 1, a handler of version 2 with a new field, and a version 3 that does not fit
 * and is refused at start.
 *
 * <p>Threads: the main thread runs one step after the other; handlers run on Holdfast's own.
 *
 * <p>Imports: public packages of Holdfast, embedded Kafka, the embedded registry, Kafka's clients.
 */
@NullMarked
package dev.holdfast.examples.ordersavro;

import org.jspecify.annotations.NullMarked;
