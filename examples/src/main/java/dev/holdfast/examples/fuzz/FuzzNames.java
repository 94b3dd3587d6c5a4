package dev.holdfast.examples.fuzz;

/** The topics and groups, written out: the checker must not ask the framework what they are called. */
final class FuzzNames {
    static final String SOURCE = "fuzz";

    /** The group that keeps the order of keys, and so holds what failed. */
    static final String HELD = "held";

    /** The group that has retry topics. */
    static final String TIERS = "tiers";

    static final String RESULTS_OF_HELD = "fuzz.results.held";
    static final String RESULTS_OF_TIERS = "fuzz.results.tiers";

    private FuzzNames() {}

    static String deadLetters(String group) {
        return SOURCE + "." + group + ".dead-letter";
    }
}
