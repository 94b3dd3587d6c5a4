/**
 * A proof that anyone can repeat: instances of an application, each in a process of its own, copy records while they and
 * the brokers are killed and frozen; then a checker reads all topics and counts what is lost, twice, or wrong.
 * {@link dev.holdfast.examples.chaos.ChaosApp} is the application, the only class here that uses the framework; the
 * checker reads with plain Kafka clients and knows what must be there from {@link dev.holdfast.examples.chaos.Workload}
 * alone.
 *
 * <p>Threads: the main thread sends records and checks; one does things to instances, one to brokers, one to connections,
 * one reads along.
 *
 * <p>Imports: public packages of Holdfast (the application only), embedded Kafka, Kafka's clients, and the examples'
 * command package.
 */
@NullMarked
package dev.holdfast.examples.chaos;

import org.jspecify.annotations.NullMarked;
