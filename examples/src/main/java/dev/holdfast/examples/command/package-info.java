/**
 * What all examples share: options, the terminal, and reports as JSON files.
 *
 * <p>Threads: the example's main thread, unless a class says otherwise.
 *
 * <p>Imports: the JDK, Jackson, slf4j and jspecify. Nothing of Holdfast.
 */
@NullMarked
package dev.holdfast.examples.command;

import org.jspecify.annotations.NullMarked;
