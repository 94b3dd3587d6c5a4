package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.PlanEntry;
import java.util.List;

/** The start plan as text: every value with its origin, grouped by what it belongs to. */
public final class PlanText {
    private PlanText() {}

    /**
     * Lays the plan out.
     *
     * @param plan its entries, those of one subject one after the other
     * @return lines for a person
     */
    public static String of(List<PlanEntry> plan) {
        StringBuilder text = new StringBuilder();
        int names = plan.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        int values = plan.stream()
                .mapToInt(entry -> Math.min(40, entry.value().length()))
                .max()
                .orElse(0);
        String subject = "";
        for (PlanEntry entry : plan) {
            if (!entry.subject().equals(subject)) {
                subject = entry.subject();
                text.append(subject).append('\n');
            }
            text.append("  ")
                    .append(padded(entry.name(), names))
                    .append("  ")
                    .append(padded(entry.value(), values))
                    .append("  ")
                    .append(entry.origin())
                    .append('\n');
        }
        return text.toString();
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
