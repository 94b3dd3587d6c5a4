/**
 * Bridges between Kafka and another system, by the connectors of this project in a real Connect worker: messages go both ways
 * while the worker is killed, and what arrived is counted.
 *
 * <p>Threads: one sends to the other system, one to Kafka, one reads Kafka; what the other system delivers comes on its
 * client's thread. The main thread watches and kills.
 *
 * <p>Imports: the other systems' own clients, Kafka's, {@code embedded-kafka}, the connectors' {@code lab}; neither the
 * framework nor the connectors, which are plug-ins of the worker.
 */
@NullMarked
package dev.holdfast.examples.bridge;

import org.jspecify.annotations.NullMarked;
