/**
 * Streams of NATS JetStream to Kafka, exactly once by their sequence numbers or shared out at least once, and topics of Kafka
 * to JetStream. The client's threads only fill the client's own queues.
 */
@NullMarked
package dev.holdfast.connect.nats;

import org.jspecify.annotations.NullMarked;
