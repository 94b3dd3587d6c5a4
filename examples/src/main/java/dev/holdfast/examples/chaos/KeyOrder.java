package dev.holdfast.examples.chaos;

import java.util.Arrays;

/** Finds what was overtaken by a younger record of its key. For one thread. */
final class KeyOrder {
    private static final int NONE = -1;

    private final Workload workload;
    private final int[] youngest;

    KeyOrder(Workload workload) {
        this.workload = workload;
        youngest = new int[workload.keys()];
        Arrays.fill(youngest, NONE);
    }

    /**
     * Takes the next in the order of a partition; several in a row may be of the same record.
     *
     * @param number the record's
     * @return whether it is behind a younger one of its key
     */
    boolean isOvertaken(int number) {
        int key = workload.keyOf(number);
        youngest[key] = Math.max(youngest[key], number);
        return number < youngest[key];
    }

    /** The youngest record of this one's key that came until now. */
    int youngestOfKey(int number) {
        return youngest[workload.keyOf(number)];
    }
}
