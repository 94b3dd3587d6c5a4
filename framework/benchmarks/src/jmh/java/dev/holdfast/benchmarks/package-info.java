/** What parts of Holdfast cost. Started by {@code framework/benchmarks/run}. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
