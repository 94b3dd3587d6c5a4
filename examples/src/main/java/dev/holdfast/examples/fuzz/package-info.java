/**
 * Malformed input through a running application: bytes, keys and headers that somebody made up, in hostile and in random
 * ways, and then each record is looked for where it must have come out. {@link dev.holdfast.examples.fuzz.FuzzHandlers} is
 * the application; what is checked is read with a plain consumer, and computed anew from seed and number.
 *
 * <p>Threads: the main thread sends records and reads what became of them, while the application handles them on its own.
 *
 * <p>Imports: public packages of Holdfast (the application only), embedded Kafka, Kafka's clients, and the examples'
 * command package.
 */
@NullMarked
package dev.holdfast.examples.fuzz;

import org.jspecify.annotations.NullMarked;
