/**
 * Holdfast and its peers at the same work: the program, its options, and which workloads it runs.
 *
 * <p>Threads: the main thread.
 *
 * <p>Imports: all of the benchmarks, and the examples' command and measure packages.
 */
@NullMarked
package dev.holdfast.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
