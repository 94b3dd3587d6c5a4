@NullMarked
package dev.holdfast.examples.benchmarks.report;

import org.jspecify.annotations.NullMarked;
