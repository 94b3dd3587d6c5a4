package dev.holdfast.examples.chaos;

/** Reads all topics when everything has come to its end, and compares. */
final class Check {
    private final TopicReader committed;
    private final TopicReader all;
    private final boolean keepsKeyOrder;
    private final Findings findings;
    private final Fingerprints results = new Fingerprints();

    Check(String bootstrapServers, Workload workload, boolean keepsKeyOrder) {
        this.committed = new TopicReader(bootstrapServers, true);
        this.all = new TopicReader(bootstrapServers, false);
        this.keepsKeyOrder = keepsKeyOrder;
        this.findings = new Findings(workload, keepsKeyOrder);
    }

    void run() {
        committed.read(Names.JOBS, findings::job);
        if (keepsKeyOrder) {
            committed.read(Names.LEDGER, findings::ledger);
        } else {
            for (int tier = 1; tier <= Workload.TIERS; tier++) {
                int number = tier;
                committed.read(Names.RETRIES.get(tier - 1), record -> findings.retry(number, record));
            }
        }
        committed.read(Names.DEAD_LETTERS, findings::deadLetter);
        committed.read(Names.RESULTS, record -> {
            results.add(record);
            findings.result(record);
        });
    }

    Findings findings() {
        return findings;
    }

    /** In how many partitions somebody who read the results during the faults saw something else. */
    int differences(Fingerprints seen) {
        return results.differences(seen);
    }

    /** How many results were written and never committed, which readers of committed records are spared. */
    long abortedResults() {
        Fingerprints written = new Fingerprints();
        all.read(Names.RESULTS, written::add);
        return written.records() - results.records();
    }
}
