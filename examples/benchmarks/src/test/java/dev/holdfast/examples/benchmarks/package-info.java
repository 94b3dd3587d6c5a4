@NullMarked
package dev.holdfast.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
