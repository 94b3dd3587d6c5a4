package dev.holdfast.examples.chaos;

import java.util.List;

/** The topics, written out: the checker must not ask the framework what they are called. */
final class Names {
    static final String GROUP = "chaos";
    static final String JOBS = "chaos.jobs";
    static final String RESULTS = "chaos.results";
    static final List<String> RETRIES = List.of("chaos.jobs.chaos.retry.1", "chaos.jobs.chaos.retry.2");

    /** Where records of handlers that keep the order of keys wait. */
    static final String HELD = "chaos.jobs.chaos.held";

    /** Where such a handler writes each record that it has done. */
    static final String LEDGER = "chaos.ledger";

    static final String DEAD_LETTERS = "chaos.jobs.chaos.dead-letter";

    /** Where a sabotage puts what must not be where it belongs. */
    static final String ELSEWHERE = "chaos.elsewhere";

    /** A header of each record with its number, which must travel with it. */
    static final String NUMBER = "chaos-number";

    static final String ATTEMPTS = "holdfast-attempts";

    /** A header of what an application writes that promises at least once: the run of the instance. */
    static final String RUN = "chaos-run";

    private Names() {}
}
