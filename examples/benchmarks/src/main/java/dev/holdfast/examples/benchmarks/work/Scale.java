package dev.holdfast.examples.benchmarks.work;

/**
 * How much is done.
 *
 * @param quick whether only the essentials are run
 * @param rounds rounds that count
 * @param warmUps rounds before them that don't
 * @param records records in a full topic
 * @param slowRecords records in the topic of those that are slow
 */
public record Scale(boolean quick, int rounds, int warmUps, int records, int slowRecords) {
    /**
     * What fits into ten minutes.
     *
     * @param rounds rounds that count
     * @return the scale
     */
    public static Scale quick(int rounds) {
        return new Scale(true, rounds, 2, 2_000_000, 200_000);
    }

    /**
     * Everything.
     *
     * @param rounds rounds that count
     * @return the scale
     */
    public static Scale full(int rounds) {
        return new Scale(false, rounds, 2, 2_000_000, 500_000);
    }

    /** Slow contestants get fewer rounds when it has to be quick. */
    int roundsOf(boolean slow) {
        return slow && quick ? Math.min(rounds, 2) : rounds;
    }

    /** Slow contestants have run for long after one. */
    int warmUpsOf(boolean slow) {
        return slow ? 1 : warmUps;
    }
}
