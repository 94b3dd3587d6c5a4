/**
 * A converter for Kafka Connect between Connect's data and Avro with a schema registry, in Confluent's framing and with
 * Confluent's way to keep what Connect's schemas say in Avro's.
 *
 * <p>A schema is turned into the other kind once ({@link dev.holdfast.connect.avro.ToAvroSchema}, {@link
 * dev.holdfast.connect.avro.ToConnectSchema}); a tree of {@link dev.holdfast.connect.avro.Mapping}s then turns values, and
 * knows for each place which field it is. It runs on the threads of Connect's tasks, which may wait for the registry.
 *
 * <p>Imports: the Avro serde and the registry's client, Connect's API, Avro, Caffeine. It never imports the framework.
 */
@NullMarked
package dev.holdfast.connect.avro;

import org.jspecify.annotations.NullMarked;
