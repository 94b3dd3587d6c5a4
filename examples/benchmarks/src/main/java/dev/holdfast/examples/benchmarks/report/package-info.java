/**
 * The figures of all runs, and what is made of them: ratios, tables, files.
 *
 * <p>Threads: the main thread.
 *
 * <p>Imports: the trial package, the examples' command and measure packages.
 */
@NullMarked
package dev.holdfast.examples.benchmarks.report;

import org.jspecify.annotations.NullMarked;
