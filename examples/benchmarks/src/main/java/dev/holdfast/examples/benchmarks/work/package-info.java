/**
 * What is done by all contestants: one class a workload.
 *
 * <p>Threads: the main thread; handlers run on threads of the contestants.
 *
 * <p>Imports: all of the benchmarks, and the examples' command and measure packages.
 */
@NullMarked
package dev.holdfast.examples.benchmarks.work;

import org.jspecify.annotations.NullMarked;
