/** What parts of Holdfast cost. Started by {@code examples/benchmarks/run}. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
