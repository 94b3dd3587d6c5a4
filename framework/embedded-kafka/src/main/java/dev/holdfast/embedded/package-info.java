/**
 * Real Kafka brokers (KRaft) for tests and demos: {@link
 * dev.holdfast.embedded.KafkaCluster} runs them in this JVM, {@link dev.holdfast.embedded.ProcessCluster} a JVM for each.
 *
 * <p>Threads: the clusters' own methods may be called from any thread; the brokers bring their own threads.
 *
 * <p>Imports: the JDK, Kafka's clients and server, slf4j and jspecify. Nothing else of Holdfast.
 */
@NullMarked
package dev.holdfast.embedded;

import org.jspecify.annotations.NullMarked;
