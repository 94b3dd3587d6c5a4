package dev.holdfast.examples.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has shown.
 *
 * @param options what was asked for
 * @param faults how often what has happened
 * @param effects what the faults did to the application
 * @param aftermath how everything was in the end
 * @param seconds how long it took
 */
record ChaosReport(
        ChaosOptions options, Map<Fault, Integer> faults, Effects effects, Aftermath aftermath, long seconds) {
    /**
     * What the faults did to the application, as its brokers know it.
     *
     * @param rebalances how often the group changed
     * @param aborts transactions that were aborted; -1 if that can't be known
     * @param answersLost bytes that brokers answered and instances never got
     */
    record Effects(int rebalances, int aborts, long answersLost) {}

    Verdict verdict() {
        return Verdict.of(aftermath.violations(), missing().isEmpty());
    }

    /** What did not happen, without which a clean run would say little. */
    List<String> missing() {
        Map<String, Long> needed = new LinkedHashMap<>();
        needed.put("kills", count(Fault.KILL));
        needed.put("freezes", count(Fault.FREEZE));
        needed.put("retried", aftermath.findings().retries());
        needed.put("deadLetters", (long) aftermath.findings().deadLetters());
        needed.put("rebalances", (long) effects.rebalances());
        if (options.breaks() == ChaosOptions.Breaks.ALL) {
            needed.put("brokerKills", brokerKills());
            needed.put("cuts", count(Fault.CUT));
            needed.put("answersLost", effects.answersLost());
        }
        if (options.promise().exactlyOnce()) {
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
        figures.put("keepKeyOrder", options.promise().keepsKeyOrder());
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
        figures.put("rebalances", effects.rebalances());
        figures.put("aborts", effects.aborts());
        figures.putAll(aftermath.figures());
        figures.put("verdict", verdict().text());
        return figures;
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
