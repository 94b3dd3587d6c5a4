/**
 * One run of one contestant over one topic, watched from outside and checked afterwards.
 *
 * <p>Threads: the main thread starts, watches and checks; what a {@link dev.holdfast.examples.benchmarks.trial.Tally} is told
 * may come from any thread of the contestant.
 *
 * <p>Imports: the examples' measure package and Kafka's clients. Nothing of a contestant.
 */
@NullMarked
package dev.holdfast.examples.benchmarks.trial;

import org.jspecify.annotations.NullMarked;
