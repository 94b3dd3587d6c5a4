/**
 * Orders written in transactions of MySQL or MariaDB together with rows of an outbox; the outbox source brings those to Kafka, a
 * handler makes an invoice of each, the table sink writes the invoices into the database. The Connect worker, the application
 * and the database are killed in turn; then what is in the database and in the topics is counted against the orders.
 *
 * <p>Processes: this one with the writers and the broker, the Connect worker, the application, the database. Threads of this
 * one: the writers, and the main thread, which watches, kills and counts.
 *
 * <p>Imports: JDBC, Kafka's consumer, {@code embedded-kafka}, the connectors' {@code lab}; the framework in the application only;
 * the connectors are plug-ins of the worker.
 */
@NullMarked
package dev.holdfast.examples.outbox;

import org.jspecify.annotations.NullMarked;
