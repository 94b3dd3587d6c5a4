package dev.holdfast.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No record is handled more often than allowed, and the handler is told truly which attempt it is. */
public final class AttemptsBounded implements DeliveryGuarantee {
    private final int attempts;
    private final int interruptions;

    private AttemptsBounded(int attempts, int interruptions) {
        this.attempts = attempts;
        this.interruptions = interruptions;
    }

    /**
     * Limits how often a record is handled, by all instances together.
     *
     * @param attempts at least 1; 1 for "exactly as often as it was published"
     * @return the guarantee
     */
    public static AttemptsBounded to(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("a record is handled at least once: " + attempts);
        }
        return new AttemptsBounded(attempts, 0);
    }

    /**
     * Allows that records are interrupted as well, such as by a rebalance: such a handling is no attempt, and is repeated.
     *
     * @param interruptions how often a record may be interrupted
     * @return another guarantee
     */
    public AttemptsBounded beside(int interruptions) {
        return new AttemptsBounded(attempts, interruptions);
    }

    @Override
    public List<String> violations(DeliveryHistory history) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<String> violations = new ArrayList<>();
        for (Handling handling : history.handlings()) {
            int count = counts.merge(handling.id(), 1, Integer::sum);
            if (handling.attempt() > count) {
                violations.add(handling + " was told to be attempt " + handling.attempt() + ", but is only " + count);
            }
            if (handling.attempt() > attempts) {
                violations.add(handling + " was told to be attempt " + handling.attempt() + " of " + attempts);
            }
        }
        counts.forEach((id, count) -> {
            if (count > attempts + interruptions) {
                violations.add(id + " was handled " + count + " times");
            }
        });
        return violations;
    }

    @Override
    public String toString() {
        return "AttemptsBounded to " + attempts
                + (interruptions == 0 ? "" : " beside " + interruptions + " interruptions");
    }
}
