package dev.holdfast.examples.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of the steps has shown.
 *
 * @param options what was asked for
 * @param missed steps to which no instance came
 * @param aftermath how everything was in the end
 * @param seconds how long it took
 */
record StepReport(StepOptions options, List<Step> missed, Aftermath aftermath, long seconds) {
    Verdict verdict() {
        return Verdict.of(aftermath.violations(), missed.isEmpty());
    }

    /** All figures, in the order in which they are shown. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", options.seed());
        figures.put("guarantee", options.guarantee());
        figures.put("protocol", options.protocol());
        options.sabotage().ifPresent(sabotage -> figures.put("sabotage", sabotage.text()));
        figures.put("records", StepRun.RECORDS);
        figures.put("seconds", seconds);
        figures.put("stepKills", options.steps().size() - missed.size());
        figures.put("missed", missed.stream().map(Step::text).toList());
        figures.putAll(aftermath.figures());
        figures.put("verdict", verdict().text());
        return figures;
    }
}
