package dev.holdfast.examples.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * How everything is when it has come to its end.
 *
 * @param promise what was promised
 * @param findings what the checker found
 * @param uncommitted offsets that the group has not committed, and records that are still held
 * @param openTransactions transactions that have not ended
 * @param diedAlone instances that ended by themselves
 * @param changed partitions of the results in which a reader during the faults saw something else than one afterwards
 * @param abortedResults results that were written and never committed, which readers of committed records are spared
 */
record Aftermath(
        Promise promise,
        Findings findings,
        long uncommitted,
        int openTransactions,
        int diedAlone,
        int changed,
        long abortedResults) {
    /** Lets the instances do all there is to do, stops them, and checks. */
    static Aftermath of(Promise promise, Brokers brokers, Instances instances, Workload workload, Follower follower)
            throws ExecutionException, InterruptedException {
        Settling settling = new Settling(brokers.admin(), promise.keepsKeyOrder() ? List.of() : Names.RETRIES);
        long uncommitted = settling.awaitCommitted();
        if (promise.keepsKeyOrder()) {
            uncommitted += settling.awaitNothingHeld(new TopicReader(brokers.bootstrapServers(), true));
        }
        instances.replaceDead();
        instances.stopAll();
        int open = promise.exactlyOnce() ? settling.awaitNoTransaction() : 0;
        Check check = new Check(brokers.bootstrapServers(), workload, promise.keepsKeyOrder());
        check.run();
        return new Aftermath(
                promise,
                check.findings(),
                uncommitted,
                open,
                instances.diedAlone(),
                check.differences(follower.end()),
                check.abortedResults());
    }

    /** What must not be; after a crash, at least once may repeat results, and then not in order. */
    long violations() {
        long always = findings.lost()
                + findings.wrongResults()
                + findings.wrongRetries()
                + findings.wrongLedger()
                + findings.wrongDeadLetters()
                + changed
                + uncommitted
                + openTransactions
                + diedAlone;
        return promise.exactlyOnce()
                ? always + findings.duplicates() + findings.orderBreaks()
                : always + findings.repeats().unexplained();
    }

    /** All figures, in the order in which they are shown. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("recordsRead", findings.read());
        figures.put("retried", findings.retries());
        figures.put("deadLetters", findings.deadLetters());
        figures.put("abortedResults", abortedResults);
        figures.put("lost", findings.lost());
        figures.put("duplicates", findings.duplicates());
        figures.put("duplicatesByAnother", findings.repeats().byAnother());
        figures.put("duplicatesOfCopies", findings.repeats().ofCopies());
        figures.put("wrongResults", findings.wrongResults());
        figures.put("wrongRetries", findings.wrongRetries());
        figures.put("wrongLedger", findings.wrongLedger());
        figures.put("wrongDeadLetters", findings.wrongDeadLetters());
        figures.put("orderBreaks", findings.orderBreaks());
        figures.put("overtaken", findings.overtaken());
        figures.put("readAndChanged", changed);
        figures.put("uncommitted", uncommitted);
        figures.put("openTransactions", openTransactions);
        figures.put("diedAlone", diedAlone);
        return figures;
    }
}
