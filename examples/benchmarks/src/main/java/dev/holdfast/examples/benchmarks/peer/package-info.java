/**
 * Those who are compared, each with the settings that it is compared at.
 *
 * <p>Threads: the main thread starts and ends them; what they start beside it is theirs.
 *
 * <p>Imports: the trial package, the examples' measure package, public packages of Holdfast, and the peers.
 */
@NullMarked
package dev.holdfast.examples.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
