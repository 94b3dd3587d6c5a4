/** The contract on a real NATS server with JetStream, and what is special about it. */
@NullMarked
package dev.holdfast.connect.nats;

import org.jspecify.annotations.NullMarked;
