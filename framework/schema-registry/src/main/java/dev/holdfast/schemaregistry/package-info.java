/**
 * A client of schema registries that speak the Confluent REST protocol, configured by Confluent's own keys: {@link
 * dev.holdfast.schemaregistry.SchemaRegistryClient} asks, {@link dev.holdfast.schemaregistry.SchemaLookup} remembers.
 *
 * <p>Threads: everything public is thread-safe and blocks its caller; a lookup runs on one of at most eight threads named
 * {@code schema-lookup}, so that a caller can stop waiting while the answer is still to come.
 *
 * <p>Imports: the JDK, Jackson, Caffeine, and of Kafka's clients the definitions of configurations and TLS. Nothing else of
 * Holdfast.
 */
@NullMarked
package dev.holdfast.schemaregistry;

import org.jspecify.annotations.NullMarked;
