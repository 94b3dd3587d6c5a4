/** The contract on a real RabbitMQ, and what is special about it. */
@NullMarked
package dev.holdfast.connect.rabbitmq;

import org.jspecify.annotations.NullMarked;
