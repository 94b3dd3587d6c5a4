@NullMarked
package dev.holdfast.examples.benchmarks.trial;

import org.jspecify.annotations.NullMarked;
