/**
 * Tables of MySQL and MariaDB: an outbox to topics, and topics to tables, both exactly once. The outbox source notes in the
 * database what it hands to Kafka, and Kafka's own offsets say how much of that arrived; the sink writes its position in the
 * transaction that writes its rows.
 *
 * <p>Threads: everything runs on the worker's task threads, except checks of configurations. One connection a task.
 *
 * <p>May import connectors/support, the Connect API, JDBC and MariaDB's driver; nothing of the framework.
 */
@NullMarked
package dev.holdfast.connect.mysql;

import org.jspecify.annotations.NullMarked;
