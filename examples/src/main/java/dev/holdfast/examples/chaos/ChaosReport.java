package dev.holdfast.examples.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run has shown.
 *
 * @param options what was asked for
 * @param faults how often what has happened
 * @param findings what the checker found
 * @param effects what the faults did to the application
 * @param state how the application and the cluster were in the end
 * @param seconds how long it took
 */
record ChaosReport(
        ChaosOptions options,
        Map<Fault, Integer> faults,
        Findings findings,
        Effects effects,
        State state,
        long seconds) {
    /**
     * What the faults did to the application, as its brokers know it.
     *
     * @param rebalances how often the group changed
     * @param aborts transactions that were aborted; -1 if that can't be known
     * @param abortedResults results that were written and never committed, which readers of committed records are spared
     * @param answersLost bytes that brokers answered and instances never got
     */
    record Effects(int rebalances, int aborts, long abortedResults, long answersLost) {}

    /**
     * The end of a run.
     *
     * @param uncommitted offsets that the group has not committed
     * @param openTransactions transactions that have not ended
     * @param diedAlone instances that ended by themselves
     * @param changed partitions of the results in which a reader during the faults saw something else than one afterwards
     */
    record State(long uncommitted, int openTransactions, int diedAlone, int changed) {}

    /** What the exit code says. */
    enum Verdict {
        CLEAN(0),
        VIOLATED(1),
        INCONCLUSIVE(2);

        private final int exitCode;

        Verdict(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    Verdict verdict() {
        if (violations() > 0) {
            return Verdict.VIOLATED;
        }
        return missing().isEmpty() ? Verdict.CLEAN : Verdict.INCONCLUSIVE;
    }

    /** What did not happen, without which a clean run would say little. */
    List<String> missing() {
        Map<String, Long> needed = new LinkedHashMap<>();
        needed.put("kills", count(Fault.KILL));
        needed.put("freezes", count(Fault.FREEZE));
        needed.put("retried", findings.retries());
        needed.put("deadLetters", (long) findings.deadLetters());
        needed.put("rebalances", (long) effects.rebalances());
        if (options.breaks() == ChaosOptions.Breaks.ALL) {
            needed.put("brokerKills", brokerKills());
            needed.put("cuts", count(Fault.CUT));
            needed.put("answersLost", effects.answersLost());
        }
        if (options.exactlyOnce()) {
            needed.put("aborts", (long) effects.aborts());
        }
        return needed.entrySet().stream()
                .filter(figure -> figure.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All figures, in the order in which they are shown. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", options.seed());
        figures.put("guarantee", options.guarantee());
        options.sabotage().ifPresent(sabotage -> figures.put("sabotage", sabotage.text()));
        figures.put("records", options.records());
        figures.put("seconds", seconds);
        figures.put("kills", count(Fault.KILL));
        figures.put("freezes", count(Fault.FREEZE));
        figures.put("fences", count(Fault.FREEZE));
        figures.put("stops", count(Fault.STOP) + count(Fault.SCALE_IN));
        figures.put("brokerKills", brokerKills());
        figures.put("brokerFreezes", count(Fault.FREEZE_BROKER));
        figures.put("cuts", count(Fault.CUT));
        figures.put("slowed", count(Fault.SLOW));
        figures.put("halfOpen", count(Fault.HALF_OPEN));
        figures.put("answersLost", effects.answersLost());
        figures.put("recordsRead", findings.read());
        figures.put("retried", findings.retries());
        figures.put("deadLetters", findings.deadLetters());
        figures.put("rebalances", effects.rebalances());
        figures.put("aborts", effects.aborts());
        figures.put("abortedResults", effects.abortedResults());
        figures.put("lost", findings.lost());
        figures.put("duplicates", findings.duplicates());
        figures.put("duplicatesByAnother", findings.repeats().byAnother());
        figures.put("duplicatesOfCopies", findings.repeats().ofCopies());
        figures.put("wrongResults", findings.wrongResults());
        figures.put("wrongRetries", findings.wrongRetries());
        figures.put("wrongDeadLetters", findings.wrongDeadLetters());
        figures.put("orderBreaks", findings.orderBreaks());
        figures.put("overtaken", findings.overtaken());
        figures.put("readAndChanged", state.changed());
        figures.put("uncommitted", state.uncommitted());
        figures.put("openTransactions", state.openTransactions());
        figures.put("diedAlone", state.diedAlone());
        figures.put("verdict", verdict().name().toLowerCase(Locale.ROOT));
        return figures;
    }

    /** What must not be; after a crash, at least once may repeat results, and then not in order. */
    private long violations() {
        long always = findings.lost()
                + findings.wrongResults()
                + findings.wrongRetries()
                + findings.wrongDeadLetters()
                + state.changed()
                + state.uncommitted()
                + state.openTransactions()
                + state.diedAlone();
        return options.exactlyOnce()
                ? always + findings.duplicates() + findings.orderBreaks()
                : always + findings.repeats().unexplained();
    }

    private long brokerKills() {
        return count(Fault.KILL_TRANSACTION_COORDINATOR)
                + count(Fault.KILL_GROUP_COORDINATOR)
                + count(Fault.KILL_ANY_BROKER);
    }

    private long count(Fault fault) {
        return faults.getOrDefault(fault, 0);
    }
}
