/**
 * What tests and demos of connectors start beside Kafka: a real distributed Connect worker in its own JVM, servers as
 * processes, a proxy that breaks connections. Everything listens on loopback, on free ports, with temporary directories, and
 * ends with this JVM.
 *
 * <p>Classes are thread-safe unless they say otherwise; calls block until what they start is ready or what they stop is gone.
 */
@NullMarked
package dev.holdfast.connect.lab;

import org.jspecify.annotations.NullMarked;
