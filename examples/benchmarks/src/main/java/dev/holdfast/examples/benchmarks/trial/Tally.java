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
        times[sequence]++;
        count.increment();
    }

    /**
     * How many were handled until now, those that come twice counted twice.
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
     * Fails unless each record was handled once, in the order of its key where that is promised.
     *
     * @param contestant who is named in the failure
     * @param ordered whether the order of keys is promised
     */
    public void require(String contestant, boolean ordered) {
        int never = 0;
        int twice = 0;
        for (byte each : times) {
            if (each == 0) {
                never++;
            } else if (each > 1) {
                twice++;
            }
        }
        if (never + twice > 0) {
            throw new IllegalStateException(
                    contestant + " never handled " + never + " records and " + twice + " more than once");
        }
        if (ordered && disorder() > 0) {
            throw new IllegalStateException(contestant + " broke the order of a key " + disorder() + " times");
        }
    }
}
