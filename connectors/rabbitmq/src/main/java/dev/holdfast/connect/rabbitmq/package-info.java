/**
 * Queues of RabbitMQ to Kafka and topics of Kafka to exchanges of RabbitMQ, at least once both ways. The client's threads only
 * put deliveries and confirmations where the task thread finds them.
 */
@NullMarked
package dev.holdfast.connect.rabbitmq;

import org.jspecify.annotations.NullMarked;
