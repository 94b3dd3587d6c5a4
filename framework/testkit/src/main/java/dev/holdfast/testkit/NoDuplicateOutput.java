package dev.holdfast.testkit;

import dev.holdfast.testkit.DeliveryHistory.DeadLettered;
import dev.holdfast.testkit.DeliveryHistory.Emitted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * No record has more than one output, a dead letter included. What is delivered at least once keeps this only while nothing fails: a crash
 * between an output and its commit writes the output again. {@link #duplicates} counts for those runs.
 */
public final class NoDuplicateOutput implements DeliveryGuarantee {
    /** Creates the guarantee. */
    public NoDuplicateOutput() {}

    /**
     * Counts the outputs that were too many.
     *
     * @param history what happened
     * @return how many outputs were not the first for their record
     */
    public int duplicates(DeliveryHistory history) {
        return outputs(history).values().stream()
                .mapToInt(places -> places.size() - 1)
                .sum();
    }

    @Override
    public List<String> violations(DeliveryHistory history) {
        List<String> violations = new ArrayList<>();
        outputs(history).forEach((source, places) -> {
            if (places.size() > 1) {
                violations.add(source + " has " + places.size() + " outputs: " + places);
            }
        });
        return violations;
    }

    private static Map<String, List<String>> outputs(DeliveryHistory history) {
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        for (Emitted emitted : history.emitted()) {
            outputs.computeIfAbsent(emitted.source(), source -> new ArrayList<>())
                    .add(emitted.at());
        }
        for (DeadLettered letter : history.deadLettered()) {
            outputs.computeIfAbsent(letter.id(), source -> new ArrayList<>()).add(letter.at());
        }
        return outputs;
    }

    @Override
    public String toString() {
        return "NoDuplicateOutput";
    }
}
