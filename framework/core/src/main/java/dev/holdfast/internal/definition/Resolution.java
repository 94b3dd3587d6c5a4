package dev.holdfast.internal.definition;

import dev.holdfast.internal.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all resolvers of one definition share.
 *
 * @param settings finds settings
 * @param problems takes what is wrong
 * @param plan takes each value with its origin
 */
record Resolution(SettingsReader settings, Problems problems, List<PlanEntry> plan) {
    static Resolution of(List<SettingsLayer> layers) {
        Problems problems = new Problems();
        return new Resolution(new SettingsReader(layers, problems), problems, new ArrayList<>());
    }

    /** Writes a value into the plan and gives it back. */
    <T> T planned(String subject, String name, Resolved<T> resolved) {
        plan.add(new PlanEntry(subject, name, text(resolved.value()), resolved.origin()));
        return resolved.value();
    }

    /** Adds a problem. */
    void problem(String message, String place) {
        problems.add(message, place);
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(String::valueOf).orElse("none");
        }
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
