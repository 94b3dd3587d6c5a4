package dev.holdfast.examples.benchmarks.trial;

/**
 * What was measured of one run, from its first record to its end.
 *
 * @param records how many records it had
 * @param seconds how long it took
 * @param cpuNanos CPU time of the client's process for a record, in nanoseconds
 * @param allocated what the client's threads allocated for a record, in bytes
 * @param repeated how many records were handled more than once
 */
public record Figure(long records, double seconds, double cpuNanos, double allocated, long repeated) {
    /**
     * The same run, of which more is known.
     *
     * @param more how many records were handled more than once
     * @return the figure
     */
    Figure withRepeated(long more) {
        return new Figure(records, seconds, cpuNanos, allocated, more);
    }

    /**
     * How fast it was.
     *
     * @return records a second
     */
    public double perSecond() {
        return records / seconds;
    }
}
