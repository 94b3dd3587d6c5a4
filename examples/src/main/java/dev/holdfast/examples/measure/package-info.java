/**
 * How fast Holdfast is on this machine: against a raw poll loop, with handlers that block, and from start to the first
 * record. The broker runs in a process of its own, so CPU time is that of clients alone.
 *
 * <p>Threads: the main thread runs one measurement after the other and watches; raw loops run on a thread of their own.
 *
 * <p>Imports: public packages of Holdfast, embedded Kafka, Kafka's clients, and the examples' command package.
 */
@NullMarked
package dev.holdfast.examples.measure;

import org.jspecify.annotations.NullMarked;
