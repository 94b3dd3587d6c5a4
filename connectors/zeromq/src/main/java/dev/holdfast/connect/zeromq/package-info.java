/**
 * Sockets of ZeroMQ to Kafka, at most once or acknowledged. Each session has a context of its own, whose thread moves frames
 * between sockets and network; sockets are used by the task thread only.
 */
@NullMarked
package dev.holdfast.connect.zeromq;

import org.jspecify.annotations.NullMarked;
