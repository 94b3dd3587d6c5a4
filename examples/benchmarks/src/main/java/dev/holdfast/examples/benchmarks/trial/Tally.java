package dev.holdfast.examples.benchmarks.trial;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a contestant has handled, and remembers enough to tell afterwards whether it was all, once, and in order. Told
 * by any thread; asked when the contestant has ended. It costs each contestant the same.
 */
public final class Tally {
    private final LongAdder count = new LongAdder();
    private final LongAdder disorder = new LongAdder();
    private final byte[] times;
    private final int[] lastOfKey;

    /**
     * Creates an empty one.
     *
     * @param source what will be handled
     */
    public Tally(Source source) {
        times = new byte[source.records()];
        lastOfKey = new int[source.keys()];
    }

    /**
     * Takes down a record that was handled.
     *
     * @param value its value
     */
    public void handled(byte[] value) {
        int sequence = Payload.sequence(value);
        int key = Payload.keyOf(value);
        // Sequences are kept one higher, so that none is 0.
        if (lastOfKey[key] > sequence) {
            disorder.increment();
        }
        lastOfKey[key] = sequence + 1;
        if (times[sequence]++ == 0) {
            count.increment();
        }
    }

    /**
     * How many different records were handled until now.
     *
     * @return the count
     */
    public long counted() {
        return count.sum();
    }

    /**
     * How often a record came after a later one of its key.
     *
     * @return 0 if the order of keys was kept
     */
    public long disorder() {
        return disorder.sum();
    }

    /**
     * How many records were handled more than once.
     *
     * @return 0 if each came once
     */
    public int repeated() {
        return times(2, Byte.MAX_VALUE);
    }

    private int times(int least, int most) {
        int found = 0;
        for (byte each : times) {
            if (each >= least && each <= most) {
                found++;
            }
        }
        return found;
    }

    /**
     * Fails unless each record was handled once, in the order of its key where that is promised.
     *
     * @param contestant who is named in the failure
     * @param once whether a record that came more than once is a failure, or only to be told
     * @param ordered whether the order of keys is promised
     */
    public void require(String contestant, boolean once, boolean ordered) {
        int never = times(0, 0);
        int more = repeated();
        if (never > 0 || (once && more > 0)) {
            throw new IllegalStateException(
                    contestant + " never handled " + never + " records and " + more + " more than once");
        }
        if (ordered && disorder() > 0) {
            throw new IllegalStateException(contestant + " broke the order of a key " + disorder() + " times");
        }
    }
}
