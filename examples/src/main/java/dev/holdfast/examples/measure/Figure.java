package dev.holdfast.examples.measure;

/**
 * One run over a topic.
 *
 * @param perSecond records a second, from the first one handled to the last
 * @param cpuNanos CPU time of this process for a record, in nanoseconds, over the same stretch
 */
record Figure(double perSecond, double cpuNanos) {}
