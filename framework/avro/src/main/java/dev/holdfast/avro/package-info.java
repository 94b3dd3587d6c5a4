/**
 * Avro codecs: values in Confluent framing, their schemas in a registry.
 *
 * <p>Codecs run on handler threads, many at once; they hold such a thread for a second at most when a schema is not known
 * yet, and then ask for the record to be tried again. May import: {@link dev.holdfast}, its codec package, and the Avro
 * serde with the registry's client, which import nothing of Holdfast.
 */
@NullMarked
package dev.holdfast.avro;

import org.jspecify.annotations.NullMarked;
