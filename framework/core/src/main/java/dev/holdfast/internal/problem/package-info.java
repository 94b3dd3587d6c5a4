/**
 * What is wrong with a definition, collected while it is built.
 *
 * <p>Confined to the thread that builds the application. May import: {@link dev.holdfast}.
 */
@NullMarked
package dev.holdfast.internal.problem;

import org.jspecify.annotations.NullMarked;
