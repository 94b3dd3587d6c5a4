package dev.holdfast.examples.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * What a value says that can be read.
 *
 * @param failures how many attempts fail
 * @param note any text
 */
record Ask(int failures, @Nullable String note) {}
