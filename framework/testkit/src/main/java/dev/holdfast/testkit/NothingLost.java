package dev.holdfast.testkit;

import dev.holdfast.testkit.DeliveryHistory.DeadLettered;
import dev.holdfast.testkit.DeliveryHistory.Emitted;
import dev.holdfast.testkit.DeliveryHistory.Published;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every published record was settled by a handler, and, if wanted, something was emitted for it; or it is a dead letter. */
public final class NothingLost implements DeliveryGuarantee {
    private final boolean outputs;

    private NothingLost(boolean outputs) {
        this.outputs = outputs;
    }

    /**
     * Looks at handlers only.
     *
     * @return the guarantee
     */
    public static NothingLost handled() {
        return new NothingLost(false);
    }

    /**
     * Looks at handlers and at what they emit: at least one output for each record.
     *
     * @return the guarantee
     */
    public static NothingLost handledAndEmitted() {
        return new NothingLost(true);
    }

    @Override
    public List<String> violations(DeliveryHistory history) {
        Set<String> settled = history.handlings().stream()
                .filter(Handling::isSettled)
                .map(Handling::id)
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> emitted =
                history.emitted().stream().map(Emitted::source).collect(Collectors.toCollection(HashSet::new));
        List<String> violations = new ArrayList<>();
        Set<String> givenUp =
                history.deadLettered().stream().map(DeadLettered::id).collect(Collectors.toCollection(HashSet::new));
        for (Published published : history.published()) {
            if (givenUp.contains(published.id())) {
                continue;
            }
            if (!settled.contains(published.id())) {
                violations.add(published.id() + " was published and never settled");
            } else if (outputs && !emitted.contains(published.id())) {
                violations.add(published.id() + " was settled, but nothing was emitted for it");
            }
        }
        return violations;
    }

    @Override
    public String toString() {
        return "NothingLost";
    }
}
