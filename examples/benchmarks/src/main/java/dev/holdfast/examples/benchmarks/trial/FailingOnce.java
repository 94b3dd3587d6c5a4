package dev.holdfast.examples.benchmarks.trial;

/**
 * One record in ten fails when it is first handled, one of each key's ten: what a key that fails twice adds is another delay,
 * for whoever keeps its order. Needs keys in turns.
 */
public final class FailingOnce implements RecordHandler {
    private static final int EVERY = 10;

    private final Tally tally;
    private final int keys;
    private final boolean[] failed;

    /**
     * Creates it.
     *
     * @param tally what is told of each record that does not fail
     * @param source what will be handled
     */
    public FailingOnce(Tally tally, Source source) {
        this.tally = tally;
        this.keys = source.keys();
        this.failed = new boolean[source.records()];
    }

    @Override
    public void handle(byte[] value) {
        int sequence = Payload.sequence(value);
        if (isFailing(sequence, keys) && !failed[sequence]) {
            failed[sequence] = true;
            throw new FailedOnPurposeException();
        }
        tally.handled(value);
    }

    static boolean isFailing(int sequence, int keys) {
        return sequence / keys % EVERY == sequence % keys % EVERY;
    }
}
