package dev.holdfast.examples.benchmarks.trial;

/**
 * A topic that is full.
 *
 * @param topic its name
 * @param partitions its partitions
 * @param records how many records are in it
 * @param keys how many keys they have at most
 */
public record Source(String topic, int partitions, int records, int keys) {}
