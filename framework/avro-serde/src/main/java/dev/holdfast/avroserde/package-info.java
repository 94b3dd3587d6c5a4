/**
 * Avro in Confluent framing (a zero byte, the schema's id in four bytes, the value) as Kafka serdes: {@link
 * dev.holdfast.avroserde.AvroSerde} for clients and Kafka Streams, {@link dev.holdfast.avroserde.AvroFormat} for codecs and
 * converters, which share it.
 *
 * <p>Everything public is thread-safe once it is configured; it runs on its callers' threads, and may block on the registry.
 *
 * <p>No class is ever loaded because a record's schema names it, except, where {@code specific.avro.reader} asks for that
 * without a type, generated classes of that name. Everything that a record says about lengths is bounded by its own length.
 *
 * <p>Imports: the schema registry's client, Avro, Kafka's clients, Caffeine.
 */
@NullMarked
package dev.holdfast.avroserde;

import org.jspecify.annotations.NullMarked;
