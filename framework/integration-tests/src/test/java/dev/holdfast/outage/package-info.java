/**
 * Records that can't be read because of what is beside Kafka, and what becomes of them. May import: the public packages of
 * core, the Avro modules, retry topics, and testkit.
 */
@NullMarked
package dev.holdfast.outage;

import org.jspecify.annotations.NullMarked;
